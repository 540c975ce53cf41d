using E3.Deploy.CommandLine;
using E3.Deploy.Display.Progress;
using E3.Deploy.Display.Resources;
using E3.Deploy.EventLogs;
using E3.Engine;
using E3.Engine.Providers;

namespace E3.Deploy.Stacks;

/// <summary>Runs operations of a stack on the embedded engine and shows them.</summary>
internal sealed class Engines(StackContext context, OperationFlags flags) : IAsyncDisposable
{
    private readonly EventLog? _log = flags.EventLog is { } target ? EventLog.Open(target, context.Host.Clock, context.Host.Interrupts.Abort) : null;

    /// <summary>When it returns, whoever follows the events has all of them.</summary>
    public ValueTask DisposeAsync() => _log?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>For the operations in which no program runs.</summary>
    public static ProgramCommand NoProgram { get; } = new("", []);

    /// <summary>Runs one operation from its first event to its summary.</summary>
    /// <returns>How it ended, and all that was shown of it.</returns>
    public async Task<(OperationResult Result, OperationView View)> RunAsync(OperationKind kind, ProgramCommand program, IReadOnlyList<ImportSpec>? imports = null, bool preview = false)
    {
        var host = context.Host;
        var request = new OperationRequest
        {
            Kind = kind,
            Project = context.Project.Name,
            Stack = context.Settings.Stack,
            ProjectDirectory = context.Project.Folder,
            ProgramDirectory = context.Project.ProgramFolder,
            Program = program,
            Config = await context.ConfigAsync(host.Interrupts.Stop),
            Targets = flags.Targets,
            Replace = flags.Replace,
            TargetDependents = flags.TargetDependents,
            ContinueOnError = flags.ContinueOnError,
            Excludes = flags.Excludes,
            ExcludeDependents = flags.ExcludeDependents,
            ExcludeProtected = flags.ExcludeProtected,
            IgnoreProtect = flags.IgnoreProtect,
            PreviewOnly = flags.PreviewOnly || preview,
            Refresh = flags.Refresh,
            RunProgram = flags.RunProgram,
            PlanFile = flags.Plan,
            SavePlanFile = kind == OperationKind.Preview ? flags.SavePlan : null,
            Imports = imports ?? [],
            Message = flags.Message,
            Client = flags.Client,
            Environment = new Dictionary<string, string> { ["exec.kind"] = flags.ExecKind },
        };
        request = flags.Parallel is { } parallel ? request with { Parallel = parallel } : request;
        var services = new ProviderServices(host.Clock, host.Http.Value, host.Environment, context.Project.ProgramFolder);
        var engine = new StackEngine(context.Backend, BuiltInProviders.With(services), await context.SecretsAsync(host.Interrupts.Stop), host.Clock) { Http = host.Http.Value };
        var view = new OperationView(kind, context.Project.Name, context.Settings.Stack, host.Clock, request.IsPreview)
        {
            RefreshesFirst = request is { Refresh: true, Kind: not OperationKind.Refresh },
        };
        OperationResult result;
        using (var display = OperationDisplays.Open(host.Screen, flags.Display, view, host.Clock))
        {
            result = await engine.RunAsync(request, _log is null ? display : new BothSinks(display, _log), host.Interrupts.Stop, host.Interrupts.Abort);
        }

        return (result, view);
    }

    /// <summary>What the end of an operation means to the caller of the command.</summary>
    public int ExitCodeOf(OperationResult result, string what)
    {
        if (result.Canceled)
        {
            throw new CommandException($"{what} cancelled: what was under way is finished and kept; run the command again to go on.", ExitCodes.Cancelled);
        }

        if (!result.Succeeded)
        {
            throw new CommandException($"{what} failed");
        }

        return flags.ExpectNoChanges && result.HasChanges
            ? throw new CommandException($"no changes were expected but changes {(what == "preview" ? "were proposed" : "occurred")}", ExitCodes.ChangesNotExpected)
            : ExitCodes.Ok;
    }
}
