using System.Collections.Immutable;
using E3.Engine.Assets;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>Runs commands on this machine, for the resource and for the function, and collects the files they leave.</summary>
internal sealed class LocalCommands(ProviderServices services)
{
    private readonly AssetHashes _hashes = new(new AssetSources(services.WorkingDirectory, services.Http, services.Clock));

    /// <summary>The inputs of both that say how to run, not what.</summary>
    public static ImmutableArray<PropertySpec> Inputs { get; } =
    [
        .. CommandSpecs.Run,
        PropertySpec.List("interpreter", PropertyKind.Text),
        PropertySpec.Text("dir"),
        PropertySpec.List("assetPaths", PropertyKind.Text),
        PropertySpec.List("archivePaths", PropertyKind.Text),
    ];

    public Task<Ended> RunAsync(Run run, CancellationToken cancel)
    {
        var interpreter = run.Inputs.Texts("interpreter");
        if (interpreter.Length == 0) interpreter = OperatingSystem.IsWindows() ? ["cmd", "/C"] : ["/bin/sh", "-c"];
        var folder = Path.GetFullPath(run.Inputs.Text("dir") ?? ".", services.WorkingDirectory);
        return Directory.Exists(folder)
            ? new LocalProcess(services.Clock).RunAsync(interpreter.Add(run.Command), folder, run, cancel)
            : throw new ProviderException($"dir names the folder {folder}, which does not exist");
    }

    /// <summary>The outputs with <c>assets</c> and <c>archive</c>, if they are asked for.</summary>
    public async Task<PropertyMap> CollectAsync(PropertyMap inputs, PropertyMap outputs, CancellationToken cancel)
    {
        try
        {
            if (inputs.ContainsKey("assetPaths"))
                outputs = outputs.With("assets", await _hashes.CompleteAsync(new PropertyValue.Map(Found(inputs, "assetPaths")), cancel));
            if (inputs.ContainsKey("archivePaths"))
                outputs = outputs.With("archive", await _hashes.CompleteAsync(new PropertyValue.Archive(null, null, Found(inputs, "archivePaths"), null), cancel));
            return outputs;
        }
        catch (AssetException error)
        {
            throw new ProviderException(error.Message, error);
        }
    }

    private PropertyMap Found(PropertyMap inputs, string patterns)
    {
        var folder = inputs.Text("dir") ?? services.WorkingDirectory;
        return PropertyMap.From(Globs.Find(Path.GetFullPath(folder, services.WorkingDirectory), inputs.Texts(patterns)).Select(path =>
            KeyValuePair.Create<string, PropertyValue>(path, new PropertyValue.Asset(SlashPath.Join(folder, path), null, null, null))));
    }
}
