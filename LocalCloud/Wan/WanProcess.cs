using System.Globalization;
using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Exceptions;
using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Wan;

/// <summary>An emulator this process started, and which ends with it at the latest.</summary>
public sealed class WanProcess : IAsyncDisposable
{
    private readonly CancellationTokenSource _kill = new();

    private WanProcess(string socketPath)
    {
        Client = new WanClient(socketPath);
        Exited = Task.FromResult(0);
    }

    /// <summary>Controls it.</summary>
    public WanClient Client { get; }

    /// <summary>Its process.</summary>
    public int Pid { get; private set; }

    /// <summary>Completes with the exit code when it has ended, for whatever reason.</summary>
    public Task<int> Exited { get; private set; }

    /// <summary>Starts an emulator and returns once it can be controlled.</summary>
    /// <param name="socketPath">Where it shall listen; at most 107 bytes.</param>
    /// <param name="profile">Latency profile, by name or path.</param>
    /// <param name="log">Gets each line it writes to its standard error, from any thread.</param>
    /// <param name="cancel">Gives up and kills it.</param>
    /// <exception cref="WanException">It ended at once; the message holds what it said.</exception>
    public static async Task<WanProcess> StartAsync(string socketPath, string profile, Action<string> log, CancellationToken cancel)
    {
        var process = new WanProcess(socketPath);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        string[] arguments =
        [
            typeof(WanProcess).Assembly.Location, "wan", "--socket", socketPath, "--profile", profile,
            "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        ];
        var running = Cli.Wrap(DotnetPath())
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                if (line == WanProgram.ReadyLine)
                    ready.TrySetResult();
            }))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
            {
                lock (said)
                    said.Add(line);
                log(line);
            }))
            .ExecuteAsync(process._kill.Token);
        process.Pid = running.ProcessId;
        process.Exited = ExitAsync(running);

        try
        {
            if (await Task.WhenAny(ready.Task, process.Exited).WaitAsync(cancel) != ready.Task)
                throw new WanException($"the WAN emulator did not start: {string.Join(" ", said)}");
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as SIGTERM does and waits until it is gone; its interfaces go with it.</summary>
    public async ValueTask DisposeAsync()
    {
        // CliWrap's own way would be an interrupt, which a child of a shell's background job does not hear.
        if (!Exited.IsCompleted)
            Linux.Signal(Pid, Linux.Terminate);
        _kill.CancelAfter(TimeSpan.FromSeconds(5));
        await Exited;
        _kill.Dispose();
    }

    private static async Task<int> ExitAsync(CommandTask<CommandResult> running)
    {
        const int Killed = 128 + 9;
        try
        {
            return (await running).ExitCode;
        }
        catch (Exception e) when (e is OperationCanceledException or CommandExecutionException)
        {
            return Killed;
        }
    }

    // The muxer of the runtime we are on; this assembly has a runtimeconfig.json beside it wherever it is referenced.
    private static string DotnetPath()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var path = Path.Combine(root, "dotnet");
        return File.Exists(path) ? path : "dotnet";
    }
}
