using System.Collections.Immutable;
using Pulumi.Automation.Wire;

namespace Pulumi.Automation;

// Stacks, their state and outputs.
public sealed partial class LocalWorkspace
{
    /// <inheritdoc/>
    public override async Task<WhoAmIResult> WhoAmIAsync(CancellationToken cancellationToken = default)
    {
        if (Supports(3, 58))
        {
            return WireJson.Read<WhoAmIResult>((await RunAsync(["whoami", "--json"], cancellationToken)).StandardOutput);
        }

        var result = await RunAsync(["whoami"], cancellationToken);
        return new(result.StandardOutput.Trim(), url: null, organizations: []);
    }

    /// <inheritdoc/>
    public override Task CreateStackAsync(string stackName, CancellationToken cancellationToken) => RunAsync(
        ["stack", "init", stackName, .. string.IsNullOrWhiteSpace(SecretsProvider) ? (string[])[] : ["--secrets-provider", SecretsProvider]], cancellationToken);

    /// <inheritdoc/>
    public override Task SelectStackAsync(string stackName, CancellationToken cancellationToken)
        => RunAsync(["stack", "select", "--stack", stackName], cancellationToken);

    /// <inheritdoc/>
    public override Task RemoveStackAsync(string stackName, CancellationToken cancellationToken = default)
        => RunAsync(["stack", "rm", "--yes", stackName], cancellationToken);

    /// <inheritdoc/>
    public override async Task<ImmutableList<StackSummary>> ListStacksAsync(CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(["stack", "ls", "--json"], cancellationToken);
        return string.IsNullOrWhiteSpace(result.StandardOutput) ? [] : WireJson.Read<ImmutableList<StackSummary>>(result.StandardOutput);
    }

    /// <inheritdoc/>
    public override async Task<StackDeployment> ExportStackAsync(string stackName, CancellationToken cancellationToken = default)
        => StackDeployment.FromJsonString((await RunAsync(["stack", "export", "--stack", stackName, "--show-secrets"], cancellationToken)).StandardOutput);

    /// <inheritdoc/>
    public override async Task ImportStackAsync(string stackName, StackDeployment state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);

        // May hold secrets in clear: the folder is the user's only, and goes with its file.
        var folder = Directory.CreateTempSubdirectory("automation-import-");
        try
        {
            var file = Path.Combine(folder.FullName, "state.json");
            await File.WriteAllTextAsync(file, state.Json.GetRawText(), cancellationToken);
            await RunAsync(["stack", "import", "--file", file, "--stack", stackName], cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <inheritdoc/>
    public override async Task<ImmutableDictionary<string, OutputValue>> GetStackOutputsAsync(string stackName, CancellationToken cancellationToken = default)
    {
        var masked = await OutputsAsync([]);
        var clear = await OutputsAsync(["--show-secrets"]);
        return clear.ToImmutableDictionary(output => output.Key, output => new OutputValue(output.Value, masked.GetValueOrDefault(output.Key) is "[secret]"));

        async Task<Dictionary<string, object>> OutputsAsync(string[] flags)
        {
            var result = await RunAsync(["stack", "output", "--json", .. flags, "--stack", stackName], cancellationToken);
            return string.IsNullOrWhiteSpace(result.StandardOutput) ? [] : WireJson.Read<Dictionary<string, object>>(result.StandardOutput);
        }
    }

    /// <inheritdoc/>
    public override Task ChangeSecretsProviderAsync(
        string stackName, string newSecretsProvider, SecretsProviderOptions? secretsProviderOptions, CancellationToken cancellationToken = default)
    {
        string[] words = ["stack", "change-secrets-provider", "--stack", stackName, newSecretsProvider];
        if (newSecretsProvider != "passphrase")
        {
            return RunAsync(words, cancellationToken);
        }

        return string.IsNullOrEmpty(secretsProviderOptions?.NewPassphrase)
            ? throw new ArgumentNullException(nameof(secretsProviderOptions), "New passphrase must be set when using passphrase provider.")
            : RunInputAsync(words, secretsProviderOptions.NewPassphrase, cancellationToken);
    }
}
