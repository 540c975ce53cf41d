using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>A command on this machine.</summary>
internal sealed class LocalCommandResource(LocalCommands local) : CommandResource
{
    /// <inheritdoc/>
    public override ResourceSchema Schema { get; } = new("command:local:Command", [.. CommandSpecs.Lifecycle, .. LocalCommands.Inputs]);

    /// <inheritdoc/>
    protected override Task<Ended> RunAsync(Run run, IProgress<string> status, CancellationToken cancel) => local.RunAsync(run, cancel);

    /// <inheritdoc/>
    protected override Task<PropertyMap> CollectAsync(PropertyMap inputs, PropertyMap outputs, CancellationToken cancel) =>
        local.CollectAsync(inputs, outputs, cancel);
}
