using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CliWrap;

namespace E3.Benchmarks.Tests.Floor;

/// <summary>The floor program as its users run it.</summary>
internal static class FloorProcess
{
    public static string Path { get; } = System.IO.Path.Combine(TestContext.CurrentContext.TestDirectory, "E3.Floor.dll");

    /// <summary>Addresses on loopback where nothing listens now.</summary>
    public static string[] FreeAddresses(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var addresses = listeners.Select(listener => listener.LocalEndpoint.ToString()!).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return addresses;
    }

    public static async Task<FloorRun> RunAsync(string arguments, PipeSource? input = null, Action<string>? onLine = null, CancellationToken cancel = default)
    {
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var result = await Cli.Wrap("dotnet").WithArguments($"{Path} {arguments}").WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input ?? PipeSource.Null)
            .WithStandardOutputPipe(PipeTarget.Merge(PipeTarget.ToStringBuilder(output), onLine is null ? PipeTarget.Null : PipeTarget.ToDelegate(onLine))).WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .ExecuteAsync(cancel);
        return new FloorRun(result.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>One process per party over loopback.</summary>
    public static Task<FloorRun[]> RunAllAsync(string mode, int parties, string options)
    {
        var peers = FreeAddresses(parties);
        return Task.WhenAll(Enumerable.Range(0, parties).Select(
            party => RunAsync($"{mode} --index {party} --peers {string.Join(',', peers)} {options}")));
    }
}

internal sealed record FloorRun(int ExitCode, string Output, string Errors)
{
    public JsonElement[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
}
