using CliWrap;
using CliWrap.Buffered;

namespace E3.EndToEnd;

/// <summary>What a tester would type beside the program under test.</summary>
internal static class Shell
{
    /// <summary>Runs a line of sh; its failure ends the test.</summary>
    public static async Task<string> RunAsync(string line, CancellationToken cancel) =>
        (await Cli.Wrap("/bin/sh").WithArguments(["-c", line]).ExecuteBufferedAsync(cancel)).StandardOutput;
}
