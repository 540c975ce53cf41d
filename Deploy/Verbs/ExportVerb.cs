using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.Properties;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>Prints one of the texts in the stack's output <c>exports</c>.</summary>
internal sealed class ExportVerb(Host host, string? stack)
{
    private const string OutputName = "exports";

    public async Task<int> RunAsync(string? format, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var outputs = (await context.SnapshotAsync(cancel))?.Outputs ?? PropertyMap.Empty;
        if (!outputs.TryGetValue(OutputName, out var output) || output.Reveal() is not PropertyValue.Map { Properties: var exports })
        {
            throw new CommandException($"stack '{context.Settings.Stack}' has no output '{OutputName}'; ./e3 up makes it.");
        }

        if (format is null)
        {
            foreach (var name in exports.Keys)
            {
                host.Screen.Out.WriteLine(name);
            }

            return ExitCodes.Ok;
        }

        if (!exports.TryGetValue(format, out var text) || text is not PropertyValue.Text { Value: var content })
        {
            throw new CommandException($"there is no format '{format}'{KnownNames.DidYouMean(format, exports.Keys)} (there are {string.Join(", ", exports.Keys)}).");
        }

        host.Screen.Out.Write(content);
        return ExitCodes.Ok;
    }
}
