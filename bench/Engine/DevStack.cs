using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace E3.Bench.Engine;

/// <summary>The stack <c>dev</c> of this repository: how many resources its program declares, which a first preview says without a cloud.</summary>
internal static class DevStack
{
    public static async Task<int> SizeAsync(string root, string command, string scratch, CancellationToken cancel)
    {
        var preview = await Cli.Wrap(command)
            .WithArguments(["preview", "--stack", "dev", "--non-interactive", "--json"])
            .WithWorkingDirectory(root)
            .WithEnvironmentVariables(variables => variables.Set("PULUMI_CONFIG_PASSPHRASE", "bench").Set("PULUMI_BACKEND_URL", $"file://{scratch}"))
            .ExecuteBufferedAsync(cancel);
        using var digest = JsonDocument.Parse(preview.StandardOutput);
        return digest.RootElement.GetProperty("steps").GetArrayLength();
    }
}
