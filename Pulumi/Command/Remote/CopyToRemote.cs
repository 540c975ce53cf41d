using System.Collections.Immutable;

namespace Pulumi.Command.Remote;

/// <summary>A file or folder copied to another machine, over SSH.</summary>
[ResourceType(Token, Defaults.Version)]
public class CopyToRemote : CustomResource
{
    private const string Token = "command:remote:CopyToRemote";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public CopyToRemote(string name, CopyToRemoteArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private CopyToRemote(string name, Input<string> id, CustomResourceOptions? options)
        : base(Token, name, args: null, MakeOptions(options, id))
    {
    }

    /// <summary>Where and how to log in.</summary>
    [Output("connection")]
    public Output<Outputs.Connection> Connection { get; private set; } = null!;

    /// <summary>Where to put it: a folder that exists, or the new name.</summary>
    [Output("remotePath")]
    public Output<string> RemotePath { get; private set; } = null!;

    /// <summary>What to copy.</summary>
    [Output("source")]
    public Output<AssetOrArchive> Source { get; private set; } = null!;

    /// <summary>Values whose change replaces the resource, and so copies again.</summary>
    [Output("triggers")]
    public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="options">Everything else.</param>
    public static CopyToRemote Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id, secretOutputs: ["connection"], replaceOnChanges: ["triggers[*]"]);
}
