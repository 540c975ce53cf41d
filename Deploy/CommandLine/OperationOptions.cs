using System.CommandLine;
using E3.Deploy.Display;

namespace E3.Deploy.CommandLine;

/// <summary>The flags of preview, up, refresh, destroy and bench, with the official command's names; each command has those that mean something to it.</summary>
internal sealed class OperationOptions
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Go ahead without asking, and without a preview first" };
    private readonly Option<bool> _skipPreview = new("--skip-preview", "-f") { Description = "No preview before the question" };
    private readonly Option<bool> _json = new("--json", "-j") { Description = "One JSON document on standard output instead of progress" };
    private readonly Option<bool> _events = new("--json", "-j") { Description = "Engine events on standard output, a JSON document per line, instead of progress" };
    private readonly Option<string?> _format = new("--format") { Description = "What is written on standard output: text, json (the same as --json), or markdown, for a comment on a pull request", HelpName = "format" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Show every property that changes" };
    private readonly Option<int?> _parallel = new("--parallel", "-p") { Description = "How many resources to work on at a time (1: one after the other)", HelpName = "n" };
    private readonly Option<string[]> _target = new("--target", "-t") { Description = "Touch only this resource: a URN, or a pattern with * and **; may be repeated", HelpName = "urn" };
    private readonly Option<bool> _targetDependents = new("--target-dependents") { Description = "Touch what depends on a target too" };
    private readonly Option<string[]> _replace = new("--replace") { Description = "Replace this resource even if nothing changed; may be repeated", HelpName = "urn" };
    private readonly Option<string[]> _targetReplace = new("--target-replace") { Description = "Both --target and --replace", HelpName = "urn" };
    private readonly Option<bool> _continueOnError = new("--continue-on-error") { Description = "Go on with other resources after one failed (also: PULUMI_CONTINUE_ON_ERROR)" };
    private readonly Option<bool> _refresh = new("--refresh", "-r") { Description = "First bring the state up to date with what exists" };
    private readonly Option<bool> _expectNoChanges = new("--expect-no-changes") { Description = "Fail if anything changes" };
    private readonly Option<string?> _message = new("--message", "-m") { Description = "A line for the stack's history", HelpName = "text" };
    private readonly Option<bool> _suppressOutputs = new("--suppress-outputs") { Description = "Do not show the stack's outputs" };
    private readonly Option<string[]> _exclude = new("--exclude", "-x") { Description = "Leave this resource alone: a URN, or a pattern with * and **; may be repeated", HelpName = "urn" };
    private readonly Option<bool> _excludeDependents = new("--exclude-dependents") { Description = "Leave alone what depends on an excluded resource too" };
    private readonly Option<bool> _excludeProtected = new("--exclude-protected") { Description = "Keep protected resources, and what they need, instead of failing" };
    private readonly Option<bool> _ignoreProtect = new("--ignore-protect") { Description = "Delete and replace protected resources all the same" };
    private readonly Option<bool> _previewOnly = new("--preview-only") { Description = "Only say what would be done" };
    private readonly Option<bool> _runProgram = new("--run-program") { Description = "Run the program along, so that its providers and hooks are as it says now" };
    private readonly Option<string?> _plan = new("--plan") { Description = "Do nothing but what this plan says, and nothing at all if settings changed since", HelpName = "file" };
    private readonly Option<string?> _savePlan = new("--save-plan") { Description = "Keep what would be done as a plan for up --plan", HelpName = "file" };
    private readonly Option<bool> _remove = new("--remove") { Description = "Remove the stack and its settings file too, once everything of it is deleted" };
    private readonly Option<string[]> _config = new("--config", "-c") { Description = "Set a setting first: key=value; may be repeated", HelpName = "key=value" };
    private readonly Option<bool> _configPath = new("--config-path") { Description = "The keys of --config may lead into a value" };
    private readonly Option<string?> _configFile = new("--config-file") { Description = "A settings file in the place of Pulumi.<stack>.yaml", HelpName = "file" };
    private readonly Option<string?> _eventLog = new("--event-log") { Description = "Send every engine event to a file, or to a gRPC service at tcp://host:port", HelpName = "target" };
    private readonly Option<string?> _client = new("--client") { Hidden = true };
    private readonly Option<string?> _execKind = new("--exec-kind") { Hidden = true };
    /// <summary>An update runs its program anyway.</summary>
    private readonly Option<bool> _alongside = new("--run-program") { Hidden = true };
    private readonly HashSet<Option> _used = [];

    public OperationOptions()
    {
        _parallel.Validators.Add(result =>
        {
            // A value that is no number at all is an error of the parser's own.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var number) && number < 1)
            {
                result.AddError("--parallel takes a whole number from 1.");
            }
        });
        _format.AcceptOnlyFromAmong("text", "json", "markdown");
        foreach (var repeatable in new[] { _target, _replace, _targetReplace, _config, _exclude })
        {
            repeatable.AllowMultipleArgumentsPerToken = false;
        }
    }

    public OperationOptions ForPreview(Command command) => Add(command,
        _diff, _json, _format, _refresh, _parallel, _target, _targetDependents, _replace, _targetReplace, _expectNoChanges, _message, _suppressOutputs,
        _exclude, _excludeDependents, _ignoreProtect, _savePlan, _config, _configPath, _configFile, _eventLog, _client, _execKind, _alongside);

    public OperationOptions ForUp(Command command) => Add(command,
        _yes, _skipPreview, _diff, _events, _refresh, _parallel, _target, _targetDependents, _replace, _targetReplace, _continueOnError, _expectNoChanges,
        _message, _suppressOutputs, _exclude, _excludeDependents, _ignoreProtect, _plan, _config, _configPath, _configFile, _eventLog, _client, _execKind, _alongside);

    public OperationOptions ForRefresh(Command command) => Add(command,
        _yes, _skipPreview, _previewOnly, _diff, _events, _format, _parallel, _target, _targetDependents, _exclude, _excludeDependents, _runProgram, _expectNoChanges, _message,
        _suppressOutputs, _configFile, _eventLog, _client, _execKind);

    public OperationOptions ForDestroy(Command command) => Add(command,
        _yes, _skipPreview, _previewOnly, _diff, _events, _format, _refresh, _parallel, _target, _targetDependents, _exclude, _excludeDependents, _excludeProtected, _ignoreProtect,
        _runProgram, _continueOnError, _message, _suppressOutputs, _remove, _configFile, _eventLog, _client, _execKind);

    public OperationOptions ForImport(Command command) => Add(command,
        _yes, _skipPreview, _previewOnly, _diff, _events, _parallel, _message, _suppressOutputs, _configFile, _eventLog, _client, _execKind);

    public OperationOptions ForBench(Command command) => Add(command, _json, _parallel, _message);

    public OperationFlags Read(ParseResult parsed, GlobalOptions global, Func<string, string?> environment, string folder)
    {
        var both = Get(_targetReplace) ?? [];
        var continueByEnvironment = environment("PULUMI_CONTINUE_ON_ERROR") is "1" or "true";
        return new OperationFlags
        {
            Stack = global.Stack(parsed),
            SettingsFile = Get(_configFile),
            Config = Get(_config) ?? [],
            ConfigPath = Get(_configPath),
            Yes = Get(_yes) || (_used.Contains(_yes) && environment("PULUMI_SKIP_CONFIRMATIONS") is "1" or "true"),
            SkipPreview = Get(_skipPreview),
            Display = Display(Get(_format)),
            Parallel = Get(_parallel),
            Targets = [.. Get(_target) ?? [], .. both],
            TargetDependents = Get(_targetDependents),
            Replace = [.. Get(_replace) ?? [], .. both],
            ContinueOnError = Get(_continueOnError) || (continueByEnvironment && _used.Contains(_continueOnError)),
            Refresh = Get(_refresh),
            ExpectNoChanges = Get(_expectNoChanges),
            Message = Get(_message) ?? "",
            Excludes = Get(_exclude) ?? [],
            ExcludeDependents = Get(_excludeDependents),
            ExcludeProtected = Get(_excludeProtected),
            IgnoreProtect = Get(_ignoreProtect),
            PreviewOnly = Get(_previewOnly),
            RunProgram = Get(_runProgram) || (_used.Contains(_runProgram) && environment("PULUMI_RUN_PROGRAM") is "1" or "true"),
            Plan = Absolute(Get(_plan)),
            SavePlan = Absolute(Get(_savePlan)),
            Remove = Get(_remove),
            Client = Get(_client),
            EventLog = Get(_eventLog),
            ExecKind = Get(_execKind) ?? "cli",
        };

        DisplayChoices Display(string? format)
        {
            if (format is not null and not "json" && (Get(_json) || Get(_events)))
            {
                throw new CommandException($"only one of --json and --format {format} may be given", ExitCodes.Usage);
            }

            if (format == "markdown" && _used.Contains(_previewOnly) && !Get(_previewOnly))
            {
                throw new CommandException("--format markdown is what a preview writes: it needs --preview-only", ExitCodes.Usage);
            }

            var json = format == "json";
            return new DisplayChoices(
                Get(_diff), Get(_json) || (json && _used.Contains(_json)), Get(_suppressOutputs), Get(_events) || (json && _used.Contains(_events)), format == "markdown");
        }

        string? Absolute(string? file) => file is null ? null : Path.GetFullPath(file, folder);

        T? Get<T>(Option<T> option) => _used.Contains(option) ? parsed.GetValue(option) : default;
    }

    private OperationOptions Add(Command command, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
            _used.Add(option);
        }

        foreach (var option in WithoutEffect.Operations())
        {
            command.Options.Add(option);
        }

        RefusedFlags.AddTo(command, RefusedFlags.Operations);
        return this;
    }
}
