using System.CommandLine;
using E3.LocalCloud.Wan.Control;
using E3.LocalCloud.Wan.Emulation;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan;

/// <summary>The emulator as a program: <c>E3.LocalCloud wan --socket PATH --profile NAME</c>, a child of the cloud's server.</summary>
public static class WanProgram
{
    /// <summary>What the program writes, as a line of its own, once it can be controlled.</summary>
    public const string ReadyLine = "ready";

    /// <summary>
    /// The command <c>wan</c>. Exit code 0 when it was stopped by a client, a signal or the death of its parent; 1 with one line on
    /// <paramref name="error"/> otherwise. All interfaces go with the process, however it ends.
    /// </summary>
    /// <param name="output">Gets <see cref="ReadyLine"/>.</param>
    /// <param name="error">Gets what went wrong.</param>
    public static Command CreateCommand(TextWriter output, TextWriter error)
    {
        var socket = new Option<string>("--socket") { Description = "Unix socket to be controlled through", Required = true };
        var profile = new Option<string>("--profile")
        {
            Description = $"latency profile: {string.Join(", ", LatencyProfile.Names)}, or the path of a .yaml file",
            DefaultValueFactory = _ => "digitalocean",
        };
        var parent = new Option<int>("--parent")
        {
            Description = "process whose death ends this one; by default the one that started it",
            DefaultValueFactory = _ => Libc.ParentPid(),
        };
        var command = new Command("wan", "Emulates the network between the regions of the local cloud.") { socket, profile, parent };
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                await RunAsync(parsed.GetValue(socket)!, parsed.GetValue(profile)!, parsed.GetValue(parent), output, cancel);
                return 0;
            }
            catch (Exception e) when (e is WanException or LatencyProfileException)
            {
                await error.WriteLineAsync($"wan: {e.Message}".AsMemory(), CancellationToken.None);
                return 1;
            }
        });
        return command;
    }

    private static async Task RunAsync(string socketPath, string profileName, int parent, TextWriter output, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var profile = LatencyProfile.Load(profileName);
        var emulator = new Emulator(profile);
        try
        {
            using var service = new WanService(emulator, profile);
            using var server = await WanServer.ListenAsync(socketPath, service, stop, stop.Token);
            ParentWatch.Start(parent, stop.Cancel);
            await output.WriteLineAsync(ReadyLine.AsMemory(), stop.Token);
            await output.FlushAsync(stop.Token);
            var serving = server.RunAsync(stop.Token);
            await Task.WhenAny(serving, emulator.Ended);
            await stop.CancelAsync();
            await serving;
        }
        finally
        {
            await emulator.StopAsync();
            emulator.Dispose();
        }
    }
}
