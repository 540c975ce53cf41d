using System.Collections.Immutable;

namespace Pulumi.Command.Local;

/// <summary>A command run on the machine where the engine is.</summary>
[ResourceType(Token, Defaults.Version)]
public class Command : CustomResource
{
    private const string Token = "command:local:Command";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public Command(string name, CommandArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private Command(string name, Input<string> id, CustomResourceOptions? options)
        : base(Token, name, args: null, MakeOptions(options, id))
    {
    }

    /// <summary>
    /// Whether the last run's output is in PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR; true if not said.
    /// </summary>
    [Output("addPreviousOutputInEnv")]
    public Output<bool?> AddPreviousOutputInEnv { get; private set; } = null!;

    /// <summary>The files that matched ArchivePaths.</summary>
    [Output("archive")]
    public Output<Archive?> Archive { get; private set; } = null!;

    /// <summary>Globs of files that the command leaves, to be collected into one archive.</summary>
    [Output("archivePaths")]
    public Output<ImmutableArray<string>> ArchivePaths { get; private set; } = null!;

    /// <summary>Globs of files that the command leaves, to be collected one by one.</summary>
    [Output("assetPaths")]
    public Output<ImmutableArray<string>> AssetPaths { get; private set; } = null!;

    /// <summary>The files that matched AssetPaths, by their paths.</summary>
    [Output("assets")]
    public Output<ImmutableDictionary<string, AssetOrArchive>?> Assets { get; private set; } = null!;

    /// <summary>What to run when the resource is created, and on every update if Update is not given.</summary>
    [Output("create")]
    public Output<string?> Create { get; private set; } = null!;

    /// <summary>What to run when it is deleted.</summary>
    [Output("delete")]
    public Output<string?> Delete { get; private set; } = null!;

    /// <summary>The folder to run in; null = the program's.</summary>
    [Output("dir")]
    public Output<string?> Dir { get; private set; } = null!;

    /// <summary>Variables for the command.</summary>
    [Output("environment")]
    public Output<ImmutableDictionary<string, string>?> Environment { get; private set; } = null!;

    /// <summary>Program and arguments in front of the command; empty = /bin/sh -c.</summary>
    [Output("interpreter")]
    public Output<ImmutableArray<string>> Interpreter { get; private set; } = null!;

    /// <summary>Which of the command's output is shown as it comes; null = all.</summary>
    [Output("logging")]
    public Output<Logging?> Logging { get; private set; } = null!;

    /// <summary>What the command wrote to standard error, without the last line end.</summary>
    [Output("stderr")]
    public Output<string> Stderr { get; private set; } = null!;

    /// <summary>What the command reads from standard input.</summary>
    [Output("stdin")]
    public Output<string?> Stdin { get; private set; } = null!;

    /// <summary>What the command wrote to standard output, without the last line end.</summary>
    [Output("stdout")]
    public Output<string> Stdout { get; private set; } = null!;

    /// <summary>Values whose change replaces the resource, and so runs the command again.</summary>
    [Output("triggers")]
    public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;

    /// <summary>What to run when the resource is updated; null = Create.</summary>
    [Output("update")]
    public Output<string?> Update { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="options">Everything else.</param>
    public static Command Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id, replaceOnChanges: ["triggers[*]"]);
}
