using System.Threading.Channels;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>One party's process on its host, prepared or running, and what it has said.</summary>
internal sealed class RemoteParty : IAsyncDisposable
{
    private const int LinesShown = 8;

    private readonly RemoteProcess _process;
    private readonly List<OutputLine> _said = [];
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();
    private readonly Task _listening;

    private RemoteParty(Member member, RemoteProcess process, Func<OutputLine, bool> isAnswer, Func<OutputLine, bool> isFailure)
    {
        Member = member;
        _process = process;
        _listening = ListenAsync(isAnswer, isFailure);
    }

    public Member Member { get; }

    /// <summary>Fails as soon as the process ends with another code than 0, says that it is lost, or its host goes away; else ends with it.</summary>
    public Task Ended => _listening;

    /// <summary>Answers as they come.</summary>
    public ChannelReader<string> Answers => _answers.Reader;

    /// <summary>Standard output so far, line by line.</summary>
    public IReadOnlyList<string> Stdout
    {
        get
        {
            lock (_said) return [.. _said.Where(line => line.Source == OutputSource.Stdout).Select(line => line.Text)];
        }
    }

    /// <summary>What it said last, on either output, for an error message.</summary>
    public string LastLines
    {
        get
        {
            lock (_said)
                return _said.Count == 0 ? "it said nothing" : "it said last:" + string.Concat(_said.TakeLast(LinesShown).Select(line => "\n    " + line.Text));
        }
    }

    /// <summary>Starts a process that waits for a line.</summary>
    /// <param name="member">Where.</param>
    /// <param name="command">What.</param>
    /// <param name="isAnswer">Which lines are answers.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="isFailure">Which lines say that the party will not end well, though it may not end at all.</param>
    public static async Task<RemoteParty> PrepareAsync(
        Member member, RemoteCommand command, Func<OutputLine, bool> isAnswer, Func<OutputLine, bool> isFailure, CancellationToken cancel) =>
        new(member, await member.Session.StartAsync(command, cancel), isAnswer, isFailure);

    /// <summary>Lets it go.</summary>
    public Task ReleaseAsync(CancellationToken cancel) => _process.WriteLineAsync("go", cancel);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenAsync(Func<OutputLine, bool> isAnswer, Func<OutputLine, bool> isFailure)
    {
        try
        {
            await foreach (var line in _process.Lines.ReadAllAsync())
            {
                lock (_said) _said.Add(line);
                if (isFailure(line)) throw new PartyFailedException(Member, null, line.Text);
                if (isAnswer(line)) _answers.Writer.TryWrite(line.Text);
            }
            var exitCode = await _process.Exited;
            if (exitCode != 0) throw new PartyFailedException(Member, exitCode, null);
        }
        finally
        {
            _answers.Writer.TryComplete();
        }
    }
}

/// <summary>A party that will not finish.</summary>
internal sealed class PartyFailedException(Member member, int? exitCode, string? line)
    : Exception(exitCode is { } code ? $"ended with exit code {code}" : $"reported: {line}")
{
    public Member Member => member;

    public int? ExitCode => exitCode;
}
