using System.Collections.Immutable;
using E3.Benchmarks.Jobs;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>A party with the open connection to its host.</summary>
/// <param name="Index">Its number in the protocol.</param>
/// <param name="Host">Who it is.</param>
/// <param name="Session">The way to its host.</param>
internal sealed record Member(int Index, PartyHost Host, SshSession Session)
{
    public string Name => Host.Name;
}

/// <summary>The hosts of all parties, logged in.</summary>
internal sealed class Crew : IAsyncDisposable
{
    /// <summary>The longest a host may take until it lets us in.</summary>
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(10);

    private Crew(ImmutableArray<Member> members) => Members = members;

    public ImmutableArray<Member> Members { get; }

    /// <summary>Logs in to all hosts at once; throws <see cref="MeasurementException"/> that names every one that cannot be reached.</summary>
    public static async Task<Crew> ConnectAsync(IReadOnlyList<PartyHost> parties, TimeProvider clock, CancellationToken cancel)
    {
        var opened = new SshSession?[parties.Count];
        var policy = new ConnectPolicy(int.MaxValue, DialLimit, ConnectLimit);
        try
        {
            await FanOut.RunAsync(Enumerable.Range(0, parties.Count).ToList(), index => parties[index].Name, parties.Count, async (index, stop) =>
            {
                var ssh = parties[index].Ssh;
                var target = new SshTarget(ssh.Host, ssh.Port, ssh.User, ssh.PrivateKey, null, null, ssh.HostKey, parties[index].Name);
                return opened[index] = await SshSession.ConnectAsync(target, policy, clock, stop);
            }, cancel);
            return new Crew([.. opened.Select((session, index) => new Member(index, parties[index], session!))]);
        }
        catch (Exception error)
        {
            foreach (var session in opened) if (session is not null) await session.DisposeAsync();
            throw error is FanOutException failures ? new MeasurementException(Describe(failures), failures) : error;
        }
    }

    /// <summary>The same work on every host at once; throws <see cref="MeasurementException"/> with every failure.</summary>
    public async Task<IReadOnlyList<T>> ForEachAsync<T>(Func<Member, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await FanOut.RunAsync(Members, member => member.Name, Members.Length, work, cancel);
        }
        catch (FanOutException failures)
        {
            throw new MeasurementException(Describe(failures), failures);
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(Members.Select(member => member.Session.DisposeAsync().AsTask()));

    private static string Describe(FanOutException failures) => string.Join("\n", failures.Failures.Select(
        failure => failure.Error.Message.Contains(failure.Name, StringComparison.Ordinal) ? failure.Error.Message : $"{failure.Name}: {failure.Error.Message}"));
}
