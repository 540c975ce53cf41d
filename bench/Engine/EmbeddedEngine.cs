using CliWrap;

namespace E3.Bench.Engine;

/// <summary>The <c>e3</c> command with a Pulumi program of trivial resources.</summary>
internal sealed class EmbeddedEngine(string folder, string command, string program) : Contestant("e3", folder)
{
    public override async Task PrepareAsync(int resources, bool changed, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "Pulumi.yaml"), $$"""
            name: trivial
            runtime:
              name: dotnet
              options:
                binary: {{program}}
            backend:
              url: file://./state
            """, cancel);
        var settings = Path.Combine(Folder, "Pulumi.bench.yaml");
        // What a run has added, the salt of the secrets, stays.
        var salt = File.Exists(settings) ? (await File.ReadAllLinesAsync(settings, cancel)).Where(line => line.StartsWith("encryptionsalt", StringComparison.Ordinal)) : [];
        await File.WriteAllLinesAsync(settings, [.. salt, "config:", $"  trivial:resources: {resources}", $"  trivial:changed: {(changed ? "true" : "false")}"], cancel);
    }

    protected override Command Phase(string phase) => Cli.Wrap(command)
        .WithArguments(phase == "preview"
            ? ["preview", "--non-interactive", "--stack", "bench"]
            : [phase == "destroy" ? "destroy" : "up", "--yes", "--skip-preview", "--non-interactive", "--stack", "bench"])
        .WithEnvironmentVariables(variables => variables.Set("PULUMI_CONFIG_PASSPHRASE", "bench"));
}
