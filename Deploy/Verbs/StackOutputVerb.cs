using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.Properties;

namespace E3.Deploy.Verbs;

/// <summary>Prints the stack's outputs.</summary>
internal sealed class StackOutputVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(string? name, bool json, bool showSecrets, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var outputs = (await context.SnapshotAsync(cancel))?.Outputs ?? PropertyMap.Empty;
        if (name is null)
        {
            WriteAll(outputs, json, showSecrets);
            return ExitCodes.Ok;
        }

        if (!outputs.TryGetValue(name, out var value))
        {
            throw new CommandException($"current stack does not have output property '{name}'"
                + (outputs.Count > 0 ? $"; it has {string.Join(", ", outputs.Keys)}." : "; it has none yet: ./e3 up makes them."));
        }

        host.Screen.Out.WriteLine(json ? PropertyJson.Text(value, showSecrets, indented: true) : Plain(value, showSecrets));
        return ExitCodes.Ok;
    }

    private void WriteAll(PropertyMap outputs, bool json, bool showSecrets)
    {
        var output = host.Screen.Out;
        if (json)
        {
            output.WriteLine(PropertyJson.Text(new PropertyValue.Map(outputs), showSecrets, indented: true));
            return;
        }

        if (outputs.Count == 0)
        {
            output.WriteLine("No output values currently in this stack");
            return;
        }

        output.WriteLine($"Current stack outputs ({outputs.Count}):");
        var width = Math.Max("OUTPUT".Length, outputs.Keys.Max(key => key.Length));
        output.WriteLine($"    {"OUTPUT".PadRight(width)}  VALUE");
        foreach (var (key, value) in outputs)
        {
            output.WriteLine($"    {key.PadRight(width)}  {Plain(value, showSecrets)}");
        }
    }

    private static string Plain(PropertyValue value, bool showSecrets) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Secret { Inner: PropertyValue.Text text } when showSecrets => text.Value,
        PropertyValue.Secret when !showSecrets => "[secret]",
        _ => PropertyJson.Text(value, showSecrets, indented: false),
    };
}
