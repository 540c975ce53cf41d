using Pulumi.Automation.Commands;
using Pulumi.Automation.Events;

namespace Pulumi.Automation;

// Runs of the command.
public abstract partial class Workspace
{
    /// <summary>The variables that the command gets beside those of this process.</summary>
    internal Dictionary<string, string?> CommandVariables
    {
        get
        {
            var variables = new Dictionary<string, string?>();
            if (!string.IsNullOrWhiteSpace(PulumiHome))
            {
                variables["PULUMI_HOME"] = PulumiHome;
            }

            foreach (var (name, value) in EnvironmentVariables ?? new Dictionary<string, string?>())
            {
                variables[name] = value;
            }

            return variables;
        }
    }

    internal Task<CommandResult> RunAsync(IList<string> words, CancellationToken cancellation)
        => Command.RunAsync(words, WorkDir, CommandVariables, cancellationToken: cancellation);

    internal Task<CommandResult> RunInputAsync(IList<string> words, string input, CancellationToken cancellation)
        => Command.RunInputAsync(words, WorkDir, CommandVariables, stdIn: input, cancellationToken: cancellation);

    /// <summary>Runs an operation on a stack.</summary>
    internal async Task<CommandResult> OperateAsync(
        string stackName, IReadOnlyList<string> words, Action<string>? onOutput, Action<string>? onError, Action<EngineEvent>? onEvent, CancellationToken cancellation)
    {
        var more = await SerializeArgsForOpAsync(stackName, cancellation);
        var result = await Command.RunAsync([.. words, .. more], WorkDir, CommandVariables, onOutput, onError, onEvent, cancellation);
        await PostCommandCallbackAsync(stackName, cancellation);
        return result;
    }
}
