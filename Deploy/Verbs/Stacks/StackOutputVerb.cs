using System.Globalization;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.Properties;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Prints the stack's outputs.</summary>
internal sealed class StackOutputVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(string? name, bool json, bool shell, bool showSecrets, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var outputs = (await context.SnapshotAsync(cancel))?.Outputs ?? PropertyMap.Empty;
        if (name is null)
        {
            WriteAll(outputs, json, shell, showSecrets);
            return ExitCodes.Ok;
        }

        if (!outputs.TryGetValue(name, out var value))
        {
            throw new CommandException($"current stack does not have output property '{name}'"
                + (outputs.Count > 0 ? $"; it has {string.Join(", ", outputs.Keys)}." : "; it has none yet: ./e3 up makes them."));
        }

        host.Screen.Out.WriteLine(json ? PropertyJson.Text(value, showSecrets, indented: true)
            : shell ? ShellLine(name, value, showSecrets)
            : Plain(value, showSecrets));
        return ExitCodes.Ok;
    }

    /// <summary>The outputs as a table, under how many there are.</summary>
    public static void WriteTable(TextWriter output, PropertyMap outputs, bool showSecrets)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Current stack outputs ({outputs.Count}):"));
        output.Write(outputs.Count == 0
            ? "    No output values currently in this stack\n"
            : TextTable.Of(["OUTPUT", "VALUE"], outputs.Select(entry => new[] { entry.Key, Plain(entry.Value, showSecrets) }), "    "));
    }

    private void WriteAll(PropertyMap outputs, bool json, bool shell, bool showSecrets)
    {
        var output = host.Screen.Out;
        if (json)
        {
            output.WriteLine(PropertyJson.Text(new PropertyValue.Map(outputs), showSecrets, indented: true));
        }
        else if (shell)
        {
            foreach (var (key, value) in outputs)
            {
                output.WriteLine(ShellLine(key, value, showSecrets));
            }
        }
        else
        {
            WriteTable(output, outputs, showSecrets);
        }
    }

    /// <summary>An assignment that a POSIX shell reads; nothing in the value means anything to it.</summary>
    private static string ShellLine(string name, PropertyValue value, bool showSecrets)
    {
        var text = Plain(value, showSecrets);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:@,+".Contains(c, StringComparison.Ordinal))
            ? $"{name}={text}"
            : $"{name}='{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Plain(PropertyValue value, bool showSecrets) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Secret { Inner: PropertyValue.Text text } when showSecrets => text.Value,
        PropertyValue.Secret when !showSecrets => "[secret]",
        _ => PropertyJson.Text(value, showSecrets, indented: false),
    };
}
