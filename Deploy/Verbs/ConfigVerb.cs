using System.Text.Json;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>Shows and changes a stack's settings, as the official <c>config</c> does.</summary>
internal sealed class ConfigVerb(Host host, string? stack, string? settingsFile)
{
    private const string Masked = "[secret]";

    public async Task<int> ListAsync(bool json, bool showSecrets, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        var values = new List<(ConfigKey Key, ConfigValue Value)>();
        foreach (var entry in context.Settings.Config.Values)
        {
            values.Add((entry.Key, entry.IsSecret && showSecrets ? entry.Reveal((await context.SecretsAsync(cancel)).Decrypt) : entry.Reveal(_ => Masked)));
        }

        if (json)
        {
            host.Screen.Out.WriteLine(JsonText.Of(writer =>
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
        var context = StackContext.Open(host, stack, settingsFile);
        var path = ConfigPath.Parse(key, context.Project.Name, asPath);
        var entry = context.Settings.Get(path) ?? throw NotFound(context, path);
        var value = entry.Reveal(entry.IsSecret ? (await context.SecretsAsync(cancel)).Decrypt : text => text);
        host.Screen.Out.WriteLine(json ? JsonText.Of(writer => Write(writer, value, hidden: false)) : value.Value);
        return ExitCodes.Ok;
    }

    public async Task<int> SetAsync(string key, string? value, bool secret, bool asPath, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        var path = ConfigPath.Parse(key, context.Project.Name, asPath);
        value ??= await ReadValueAsync(secret, cancel);
        await SetAsync(context, path, value, secret, cancel);
        await context.Settings.SaveAsync(cancel);
        return ExitCodes.Ok;
    }

    /// <summary>Sets many settings, all or none of them.</summary>
    /// <param name="plain">Each <c>key=value</c>.</param>
    /// <param name="secret">The same, encrypted.</param>
    /// <param name="asPath">Whether keys lead into values.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<int> SetAllAsync(IReadOnlyList<string> plain, IReadOnlyList<string> secret, bool asPath, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        await SetAllAsync(context, plain, secret, asPath, cancel);
        return ExitCodes.Ok;
    }

    /// <summary>Sets what <c>config --json --show-secrets</c> prints: by key the value, whether it is secret, and of a map or list what it is.</summary>
    public async Task<int> SetAllAsync(string json, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        using var document = ConfigJson.Parse(json);
        foreach (var (key, value, structure, secret) in ConfigJson.Read(document))
        {
            var path = ConfigPath.Parse(key, context.Project.Name, asPath: false);
            if (structure is { } plain && !secret)
            {
                context.Settings.Set(path, plain);
            }
            else
            {
                // A secret map or list is one secret text, as config set --secret has it.
                await SetAsync(context, path, value, secret, cancel);
            }
        }

        await context.Settings.SaveAsync(cancel);
        return ExitCodes.Ok;
    }

    /// <summary>The same on a stack that is open already.</summary>
    public static async Task SetAllAsync(StackContext context, IReadOnlyList<string> plain, IReadOnlyList<string> secret, bool asPath, CancellationToken cancel)
    {
        foreach (var (setting, isSecret) in plain.Select(setting => (setting, false)).Concat(secret.Select(setting => (setting, true))))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new CommandException($"'{(isSecret ? "[secret]" : setting)}' is no setting: write key=value", ExitCodes.Usage);
            }

            await SetAsync(context, ConfigPath.Parse(setting[..equals], context.Project.Name, asPath), setting[(equals + 1)..], isSecret, cancel);
        }

        await context.Settings.SaveAsync(cancel);
    }

    /// <summary>Takes many settings out of the file; those that are not there are no mistake, as with the official command.</summary>
    public async Task<int> RemoveAllAsync(IReadOnlyList<string> keys, bool asPath, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        foreach (var path in keys.Select(key => ConfigPath.Parse(key, context.Project.Name, asPath)).ToList())
        {
            context.Settings.Remove(path);
        }

        await context.Settings.SaveAsync(cancel);
        return ExitCodes.Ok;
    }

    /// <summary>Makes the settings file what the stack's last update ran with.</summary>
    public async Task<int> RefreshAsync(bool force, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        if (await context.Backend.HistoryAsync(context.Reference, cancel) is not [var last, ..])
        {
            throw new CommandException($"no previous deployment: stack '{context.Settings.Stack}' was never updated, so there are no settings to go back to.");
        }

        var file = context.Settings.File;
        if (context.Settings.Exists && !force)
        {
            var backup = file + ".bak";
            while (File.Exists(backup))
            {
                backup += ".bak";
            }

            File.Copy(file, backup);
            host.Screen.Out.WriteLine($"backed up existing configuration file to {backup}");
        }

        context.Settings.ReplaceConfig(last.Config);
        if (await context.Backend.ReadSaltAsync(context.Reference, cancel) is { } salt)
        {
            context.Settings.SetEncryptionSalt(salt);
        }

        await context.Settings.SaveAsync(cancel);
        host.Screen.Out.WriteLine($"refreshed configuration for stack '{context.Settings.Stack}'");
        return ExitCodes.Ok;
    }

    /// <summary>Copies settings to another stack.</summary>
    public async Task<int> CopyAsync(string? key, string destination, bool asPath, CancellationToken cancel)
    {
        var from = StackContext.Open(host, stack, settingsFile);
        var to = StackContext.Open(host, destination);
        if (from.Settings.File == to.Settings.File)
        {
            throw new CommandException("current stack and destination stack are the same", ExitCodes.Usage);
        }

        var copy = new ConfigCopy(from, to);
        if (key is null)
        {
            await copy.AllAsync(cancel);
            return ExitCodes.Ok;
        }

        var path = ConfigPath.Parse(key, from.Project.Name, asPath);
        if (!await copy.OneAsync(path, cancel))
        {
            throw NotFound(from, path);
        }

        await to.Settings.SaveAsync(cancel);
        return ExitCodes.Ok;
    }

    public async Task<int> RemoveAsync(string key, bool asPath, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack, settingsFile);
        var path = ConfigPath.Parse(key, context.Project.Name, asPath);
        if (context.Settings.Remove(path))
        {
            await context.Settings.SaveAsync(cancel);
            return ExitCodes.Ok;
        }

        throw NotFound(context, path);
    }

    private static async Task SetAsync(StackContext context, ConfigPath path, string value, bool secret, CancellationToken cancel)
    {
        if (!secret)
        {
            context.Settings.Set(path, value);
            return;
        }

        var secrets = await context.SecretsAsync(cancel);
        context.Settings.SetSecret(path, secrets.Encrypt(value));
        if (context.Settings.EncryptionSalt is null)
        {
            context.Settings.SetEncryptionSalt(secrets.State);
        }
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
