using System.Text;
using System.Text.Json;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Takes a stack's state out, and puts one in.</summary>
internal sealed class StackExportVerb(Host host, string? stack)
{
    public async Task<int> ExportAsync(string? file, int? version, bool showSecrets, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var secrets = showSecrets ? await context.SecretsAsync(cancel) : null;
        var text = await context.Backend.ExportAsync(context.Reference, version, secrets, showSecrets, cancel);
        if (file is null)
        {
            host.Screen.Out.WriteLine(Encoding.UTF8.GetString(text));
        }
        else
        {
            await File.WriteAllBytesAsync(Path.GetFullPath(file, host.Folder), [.. text, (byte)'\n'], cancel);
        }

        return ExitCodes.Ok;
    }

    public async Task<int> ImportAsync(string? file, bool force, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var text = file is null ? await host.Screen.In.ReadToEndAsync(cancel) : await File.ReadAllTextAsync(Path.GetFullPath(file, host.Folder), cancel);
        var source = file ?? "standard input";
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException failure)
        {
            throw new CommandException($"{source} is not JSON: {failure.Message}", inner: failure);
        }

        using (document)
        {
            foreach (var warning in await context.Backend.ImportAsync(context.Reference, document.RootElement, source, await context.SecretsAsync(cancel), force, cancel))
            {
                host.Screen.WriteError(new StyledText().Add("warning: ", Tone.Warning).Line(warning));
            }
        }

        host.Screen.Out.WriteLine("Import complete.");
        return ExitCodes.Ok;
    }
}
