namespace Pulumi.Command.Remote;

/// <summary>What to copy, and where.</summary>
public sealed class CopyToRemoteArgs : ResourceArgs
{
    [Input("connection", required: true)]
    private Input<Inputs.ConnectionArgs>? _connection;

    [Input("triggers")]
    private InputList<object>? _triggers;

    /// <summary>New, with nothing set.</summary>
    public static new CopyToRemoteArgs Empty => new();

    /// <summary>Where and how to log in. Secret, whatever is given.</summary>
    public Input<Inputs.ConnectionArgs>? Connection
    {
        get => _connection;
        set => _connection = Secret.Of(value);
    }

    /// <summary>Where to put it: a folder that exists, or the new name.</summary>
    [Input("remotePath", required: true)]
    public Input<string> RemotePath { get; set; } = null!;

    /// <summary>What to copy.</summary>
    [Input("source", required: true)]
    public Input<AssetOrArchive> Source { get; set; } = null!;

    /// <summary>Values whose change replaces the resource, and so copies again.</summary>
    public InputList<object> Triggers
    {
        get => _triggers ??= [];
        set => _triggers = value;
    }
}
