namespace Pulumi.Command.Local;

/// <summary>What to run, and when.</summary>
public sealed class CommandArgs : ResourceArgs
{
    [Input("archivePaths")]
    private InputList<string>? _archivePaths;

    [Input("assetPaths")]
    private InputList<string>? _assetPaths;

    [Input("environment")]
    private InputMap<string>? _environment;

    [Input("interpreter")]
    private InputList<string>? _interpreter;

    [Input("triggers")]
    private InputList<object>? _triggers;

    /// <summary>New, with nothing set.</summary>
    public static new CommandArgs Empty => new();

    /// <summary>
    /// Whether the last run's output is in PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR; true if not said.
    /// </summary>
    [Input("addPreviousOutputInEnv")]
    public Input<bool>? AddPreviousOutputInEnv { get; set; }

    /// <summary>Globs of files that the command leaves, to be collected into one archive.</summary>
    public InputList<string> ArchivePaths
    {
        get => _archivePaths ??= [];
        set => _archivePaths = value;
    }

    /// <summary>Globs of files that the command leaves, to be collected one by one.</summary>
    public InputList<string> AssetPaths
    {
        get => _assetPaths ??= [];
        set => _assetPaths = value;
    }

    /// <summary>What to run when the resource is created, and on every update if Update is not given.</summary>
    [Input("create")]
    public Input<string>? Create { get; set; }

    /// <summary>What to run when it is deleted.</summary>
    [Input("delete")]
    public Input<string>? Delete { get; set; }

    /// <summary>The folder to run in; null = the program's.</summary>
    [Input("dir")]
    public Input<string>? Dir { get; set; }

    /// <summary>Variables for the command.</summary>
    public InputMap<string> Environment
    {
        get => _environment ??= [];
        set => _environment = value;
    }

    /// <summary>Program and arguments in front of the command; empty = /bin/sh -c.</summary>
    public InputList<string> Interpreter
    {
        get => _interpreter ??= [];
        set => _interpreter = value;
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
