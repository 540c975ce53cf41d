using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>Shows and changes a stack's settings, as the official <c>config</c> does.</summary>
internal sealed class ConfigVerb(Host host, string? stack)
{
    private const string Masked = "[secret]";
    private static readonly JsonWriterOptions Indented = new() { Indented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> ListAsync(bool json, bool showSecrets, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var values = new List<(ConfigKey Key, ConfigValue Value)>();
        foreach (var entry in context.Settings.Config.Values)
        {
            values.Add((entry.Key, entry.IsSecret && showSecrets ? entry.Reveal((await context.SecretsAsync(cancel)).Decrypt) : entry.Reveal(_ => Masked)));
        }

        if (json)
        {
            host.Screen.Out.WriteLine(Json(writer =>
            {
                writer.WriteStartObject();
                foreach (var (key, value) in values)
                {
                    writer.WritePropertyName(key.ToString());
                    Write(writer, value, hidden: value.Secret && !showSecrets);
                }

                writer.WriteEndObject();
            }));
            return ExitCodes.Ok;
        }

        var names = values.ConvertAll(value => value.Key.Pretty(context.Project.Name));
        var width = names.Append("KEY").Max(name => name.Length);
        host.Screen.Out.WriteLine($"{"KEY".PadRight(width)}  VALUE");
        foreach (var (name, value) in names.Zip(values))
        {
            host.Screen.Out.WriteLine($"{name.PadRight(width)}  {value.Value.Value}");
        }

        return ExitCodes.Ok;
    }

    public async Task<int> GetAsync(string key, bool asPath, bool json, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var path = ConfigPath.Parse(key, context.Project.Name, asPath);
        var entry = context.Settings.Get(path) ?? throw NotFound(context, path);
        var value = entry.Reveal(entry.IsSecret ? (await context.SecretsAsync(cancel)).Decrypt : text => text);
        host.Screen.Out.WriteLine(json ? Json(writer => Write(writer, value, hidden: false)) : value.Value);
        return ExitCodes.Ok;
    }

    public async Task<int> SetAsync(string key, string? value, bool secret, bool asPath, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var path = ConfigPath.Parse(key, context.Project.Name, asPath);
        value ??= await ReadValueAsync(secret, cancel);
        if (secret)
        {
            var secrets = await context.SecretsAsync(cancel);
            context.Settings.SetSecret(path, secrets.Encrypt(value));
            if (context.Settings.EncryptionSalt is null)
            {
                context.Settings.SetEncryptionSalt(secrets.State);
            }
        }
        else
        {
            context.Settings.Set(path, value);
        }

        await context.Settings.SaveAsync(cancel);
        return ExitCodes.Ok;
    }

    public async Task<int> RemoveAsync(string key, bool asPath, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        var path = ConfigPath.Parse(key, context.Project.Name, asPath);
        if (context.Settings.Remove(path))
        {
            await context.Settings.SaveAsync(cancel);
            return ExitCodes.Ok;
        }

        throw NotFound(context, path);
    }

    private async Task<string> ReadValueAsync(bool secret, CancellationToken cancel)
    {
        if (!host.Screen.Interactive)
        {
            return (await host.Screen.In.ReadToEndAsync(cancel)).TrimEnd('\r', '\n');
        }

        host.Screen.Error.Write("value: ");
        return (secret ? host.Screen.ReadHidden() : host.Screen.In.ReadLine())
            ?? throw new CommandException("no value was given, nothing was changed.", ExitCodes.Cancelled);
    }

    private static CommandException NotFound(StackContext context, ConfigPath path)
    {
        var pretty = path.Key.Pretty(context.Project.Name);
        var elsewhere = context.Settings.Config.Keys.FirstOrDefault(key => key.Name == path.Key.Name && key != path.Key);
        return new CommandException($"configuration key '{pretty}' not found for stack '{context.Settings.Stack}'"
            + (elsewhere != default ? $"; there is '{elsewhere}'"
                : context.Settings.Config.ContainsKey(path.Key) ? $" at that path; {context.Settings.File} has no such value"
                : KnownNames.DidYouMean(path.Key.ToString(), context.Settings.Config.Keys.Select(key => key.ToString()))));
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, ConfigValue value, bool hidden)
    {
        writer.WriteStartObject();
        if (!hidden)
        {
            writer.WriteString("value", value.Value);
            if (value.IsObject)
            {
                writer.WritePropertyName("objectValue");
                writer.WriteRawValue(value.Value);
            }
        }

        writer.WriteBoolean("secret", value.Secret);
        writer.WriteEndObject();
    }
}
