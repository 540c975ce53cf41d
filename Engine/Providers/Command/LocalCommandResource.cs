using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>A command on this machine.</summary>
internal sealed class LocalCommandResource(ProviderServices services) : CommandResource
{
    /// <inheritdoc/>
    public override ResourceSchema Schema { get; } = new("command:local:Command",
    [
        .. CommandSpecs.Command,
        PropertySpec.List("interpreter", PropertyKind.Text),
        PropertySpec.Text("dir"),
        PropertySpec.List("assetPaths", PropertyKind.Text),
        PropertySpec.List("archivePaths", PropertyKind.Text),
    ]);

    /// <inheritdoc/>
    protected override Task<Ended> RunAsync(Run run, IProgress<string> status, CancellationToken cancel)
    {
        var interpreter = run.Inputs.Texts("interpreter");
        if (interpreter.Length == 0) interpreter = OperatingSystem.IsWindows() ? ["cmd", "/C"] : ["/bin/sh", "-c"];
        var folder = FolderOf(run.Inputs);
        return Directory.Exists(folder)
            ? new LocalProcess(services.Clock).RunAsync(interpreter.Add(run.Command), folder, run, cancel)
            : throw new ProviderException($"dir names the folder {folder}, which does not exist");
    }

    /// <inheritdoc/>
    protected override PropertyMap Collect(PropertyMap inputs, PropertyMap outputs)
    {
        var folder = FolderOf(inputs);
        if (inputs.ContainsKey("assetPaths"))
            outputs = outputs.With("assets", new PropertyValue.Map(Assets(folder, inputs, "assetPaths")));
        if (inputs.ContainsKey("archivePaths"))
        {
            var archive = new PropertyValue.Archive(null, null, Assets(folder, inputs, "archivePaths"), null);
            outputs = outputs.With("archive", archive with { Hash = AssetHash.Of(archive, folder) });
        }
        return outputs;
    }

    private static PropertyMap Assets(string folder, PropertyMap inputs, string name) => PropertyMap.From(
        Globs.Find(folder, inputs.Texts(name)).Select(path =>
        {
            var asset = new PropertyValue.Asset(Path.Combine(folder, path), null, null, null);
            return KeyValuePair.Create<string, PropertyValue>(path, asset with { Hash = AssetHash.Of(asset, folder) });
        }));

    private string FolderOf(PropertyMap inputs) => Path.GetFullPath(inputs.Text("dir") ?? ".", services.WorkingDirectory);
}
