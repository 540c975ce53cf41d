using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>A command on this machine that runs whenever the program does, previews included; nothing of it is kept.</summary>
internal sealed class LocalRunFunction(LocalCommands local) : IFunction
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("command:local:run", [PropertySpec.Text("command") with { Required = true }, .. LocalCommands.Inputs]);

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var ended = await Run.ToEndAsync(arguments, PropertyMap.Empty, arguments.Text("command")!, timeout: null, status: null, secretOutputs: [], local.RunAsync, cancel);
        var outputs = arguments.With("stdout", new PropertyValue.Text(ended.Stdout)).With("stderr", new PropertyValue.Text(ended.Stderr));
        return await local.CollectAsync(arguments, outputs, cancel);
    }
}
