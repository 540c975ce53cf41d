namespace Pulumi.Command.Remote;

/// <summary>What to run, where, and when.</summary>
public sealed class CommandArgs : ResourceArgs
{
    [Input("connection", required: true)]
    private Input<Inputs.ConnectionArgs>? _connection;

    [Input("environment")]
    private InputMap<string>? _environment;

    [Input("triggers")]
    private InputList<object>? _triggers;

    /// <summary>New, with nothing set.</summary>
    public static new CommandArgs Empty => new();

    /// <summary>
    /// Whether the last run's output is in PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR; true if not said.
    /// </summary>
    [Input("addPreviousOutputInEnv")]
    public Input<bool>? AddPreviousOutputInEnv { get; set; }

    /// <summary>Where and how to log in. Secret, whatever is given.</summary>
    public Input<Inputs.ConnectionArgs>? Connection
    {
        get => _connection;
        set => _connection = Secret.Of(value);
    }

    /// <summary>What to run when the resource is created, and on every update if Update is not given.</summary>
    [Input("create")]
    public Input<string>? Create { get; set; }

    /// <summary>What to run when it is deleted.</summary>
    [Input("delete")]
    public Input<string>? Delete { get; set; }

    /// <summary>Variables for the command; the SSH server must accept them.</summary>
    public InputMap<string> Environment
    {
        get => _environment ??= [];
        set => _environment = value;
    }

    /// <summary>Which of the command's output is shown as it comes; null = all.</summary>
    [Input("logging")]
    public Input<Logging>? Logging { get; set; }

    /// <summary>What the command reads from standard input.</summary>
    [Input("stdin")]
    public Input<string>? Stdin { get; set; }

    /// <summary>Values whose change replaces the resource, and so runs the command again.</summary>
    public InputList<object> Triggers
    {
        get => _triggers ??= [];
        set => _triggers = value;
    }

    /// <summary>What to run when the resource is updated; null = Create.</summary>
    [Input("update")]
    public Input<string>? Update { get; set; }
}
