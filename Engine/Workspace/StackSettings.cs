using System.Globalization;
using System.Text.Json;
using E3.Engine.Workspace.Yaml;

namespace E3.Engine.Workspace;

/// <summary>
/// The settings of a stack: its <c>Pulumi.&lt;stack&gt;.yaml</c> over the project's defaults. Changes keep every comment and line of the
/// file that they do not concern, and reach the disk with <see cref="SaveAsync"/>.
/// </summary>
public sealed class StackSettings
{
    private static readonly string[] KnownKeys = ["secretsprovider", "encryptedkey", "encryptionsalt", "config", "environment"];
    private readonly Project _project;
    private string _text;

    private StackSettings(Project project, string stack, string file, bool exists, string text)
    {
        _project = project;
        Stack = stack;
        File = file;
        Exists = exists;
        _text = text;
        Config = Read();
    }

    /// <summary>The stack's name.</summary>
    public string Stack { get; }

    /// <summary>The settings file, absolute.</summary>
    public string File { get; }

    /// <summary>Whether the file is there.</summary>
    public bool Exists { get; }

    /// <summary>The salt of the passphrase that encrypts the file's secrets, if it has one.</summary>
    public string? EncryptionSalt { get; private set; }

    /// <summary>All settings by full key, the project's defaults included, ordered by key.</summary>
    public IReadOnlyDictionary<ConfigKey, ConfigEntry> Config { get; private set; }

    /// <summary>The settings that stand in the file itself, in its order.</summary>
    public IReadOnlyList<ConfigKey> OwnKeys =>
        [.. (YamlText.Parse(File, _text)?.Find("config")?.Value as YamlMapping)?.Entries.Select(ParseKey) ?? []];

    /// <summary>Reads a stack's settings; a stack without a file has the project's defaults.</summary>
    /// <param name="project">The project.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="otherFile">A settings file in the place of the stack's own; null for that one.</param>
    /// <exception cref="WorkspaceException">The file is wrong: says file, line and what to do.</exception>
    public static StackSettings Load(Project project, string stack, string? otherFile = null)
    {
        CheckStackName(stack);
        var file = otherFile is null ? project.SettingsFile(stack) : Path.GetFullPath(otherFile);
        var exists = System.IO.File.Exists(file);
        if (otherFile is not null && !exists)
        {
            throw new WorkspaceException($"{file} is not there: it should hold the settings of stack '{stack}'.");
        }

        return new StackSettings(project, stack, file, exists, exists ? System.IO.File.ReadAllText(file) : "");
    }

    /// <summary>Refuses a name that is none: letters, digits, '-', '_' and '.', at most 100.</summary>
    /// <exception cref="WorkspaceException">The name is not one.</exception>
    public static void CheckStackName(string stack)
    {
        if (stack.Length is 0 or > 100 || stack is "." or ".." || !stack.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new WorkspaceException($"'{stack}' is not a stack's name: it takes letters, digits, '-', '_' and '.', at most 100 of them.");
        }
    }

    /// <summary>The setting, or the value within one, that a path names; null when there is none.</summary>
    public ConfigEntry? Get(ConfigPath path) =>
        Config.TryGetValue(path.Key, out var entry) ? path.Within.IsEmpty ? entry : entry.Within(path.Within) : null;

    /// <summary>
    /// Sets a setting or a value within one. As with the official command, a value set by path is a number or a truth value when it
    /// looks like one, and a text otherwise; one set by key is always a text.
    /// </summary>
    public void Set(ConfigPath path, string value) => Write(path, Typed(path, value));

    /// <summary>Sets a setting to a list or a map, or to what else a JSON value is.</summary>
    public void Set(ConfigPath path, JsonElement value) => Write(path, YamlValue.From(value));

    /// <summary>Sets a secret to an already encrypted value.</summary>
    public void SetSecret(ConfigPath path, string ciphertext) => Write(path, YamlValue.Secure(ciphertext));

    /// <summary>Takes a setting, or a value within one, out of the file; false when the file does not have it.</summary>
    public bool Remove(ConfigPath path)
    {
        var changed = YamlEdit.Remove(File, _text, InFile(path));
        var removed = changed != _text.ReplaceLineEndings("\n");
        Become(changed);
        return removed;
    }

    /// <summary>
    /// Replaces all settings of the file, such as by those of an earlier update: texts, numbers, truth values, lists and objects, in which
    /// an object whose only member is <c>secure</c> is an encrypted text.
    /// </summary>
    public void ReplaceConfig(IReadOnlyDictionary<string, JsonElement> config)
    {
        var text = YamlEdit.Remove(File, _text, ["config"]);
        foreach (var (key, value) in config)
        {
            text = YamlEdit.Set(File, text, ["config", key], YamlValue.From(value));
        }

        Become(text);
    }

    /// <summary>Sets a setting, or a value within one, to what another stack has.</summary>
    /// <param name="path">What to set.</param>
    /// <param name="entry">The other stack's.</param>
    /// <param name="reencrypt">Turns each ciphertext in it into one of this stack's.</param>
    public void SetEntry(ConfigPath path, ConfigEntry entry, Func<string, string> reencrypt) => Write(path, entry.ToValue(reencrypt));

    /// <summary>Encrypts every secret of the file anew, under another salt.</summary>
    public void Reencrypt(string salt, Func<string, string> reencrypt)
    {
        foreach (var key in OwnKeys.Where(key => Config[key].IsSecret).ToList())
        {
            SetEntry(new ConfigPath(key, []), Config[key], reencrypt);
        }

        SetEncryptionSalt(salt);
    }

    /// <summary>Writes down the salt the file's secrets are encrypted with.</summary>
    public void SetEncryptionSalt(string salt) => Become(YamlEdit.Set(File, _text, ["encryptionsalt"], YamlValue.String(salt)));

    /// <summary>Puts the file in place as a whole, so that an interrupted save leaves the old one.</summary>
    public async Task SaveAsync(CancellationToken cancel)
    {
        var temporary = $"{File}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                if (Exists && !OperatingSystem.IsWindows())
                {
                    System.IO.File.SetUnixFileMode(temporary, System.IO.File.GetUnixFileMode(File));
                }

                await using var writer = new StreamWriter(stream);
                await writer.WriteAsync(_text.AsMemory(), cancel);
                await writer.FlushAsync(cancel);
                stream.Flush(flushToDisk: true);
            }

            System.IO.File.Move(temporary, File, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            System.IO.File.Delete(temporary);
            throw new WorkspaceException($"{File} cannot be written: {failure.Message}", failure);
        }
    }

    private void Write(ConfigPath path, YamlValue value)
    {
        if (path.Within is [.., "secure"] && value is YamlValue.Scalar)
        {
            throw new WorkspaceException("a map whose only key is 'secure' is how an encrypted value is written; choose another key.");
        }

        for (var depth = 1; depth < path.Within.Length; depth++)
        {
            // Only the top of a setting may turn from a plain value into a map or a list; further down it is more likely a slip.
            if (Get(path with { Within = path.Within[..depth] }) is { IsObject: false } plain && plain.Reveal(_ => "secret").Value.Length > 0)
            {
                throw new WorkspaceException($"{File}: '{path.Key}' holds a plain value at {string.Join(".", path.Within[..depth])}, "
                    + $"so '{path.Within[depth]}' cannot be set within it; set that value first.");
            }
        }

        Become(YamlEdit.Set(File, _text, InFile(path), value));
    }

    private void Become(string text)
    {
        _text = text;
        Config = Read();
    }

    /// <summary>The path in the file, under the spelling of the key that the file already uses.</summary>
    private List<object> InFile(ConfigPath path)
    {
        var written = (YamlText.Parse(File, _text)?.Find("config")?.Value as YamlMapping)?.Entries
            .Select(entry => entry.Key.Value).FirstOrDefault(key => ConfigKey.Parse(key, _project.Name) == path.Key);
        return ["config", written ?? path.Key.ToString(), .. path.Within];
    }

    private static YamlValue Typed(ConfigPath path, string value)
    {
        if (path.Within.IsEmpty)
        {
            return YamlValue.String(value);
        }

        var isNumber = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == value;
        return isNumber || value is "true" or "false" ? new YamlValue.Scalar(value) : YamlValue.String(value);
    }

    private SortedDictionary<ConfigKey, ConfigEntry> Read()
    {
        var config = new SortedDictionary<ConfigKey, ConfigEntry>(Comparer<ConfigKey>.Create((left, right) =>
            string.CompareOrdinal(left.Namespace, right.Namespace) is not 0 and var order ? order : string.CompareOrdinal(left.Name, right.Name)));
        foreach (var (key, tree) in _project.Defaults)
        {
            config[key] = new ConfigEntry(key, tree, _project.File);
        }

        EncryptionSalt = null;
        foreach (var entry in YamlText.Parse(File, _text)?.Entries ?? [])
        {
            switch (entry.Key.Value, entry.Value)
            {
                case ("config", YamlMapping mapping):
                    ReadConfig(mapping, config);
                    break;
                case ("config", not YamlScalar { IsNull: true }):
                    throw At(entry, "'config' must be a map of settings: <namespace>:<name>: <value>.");
                case ("encryptionsalt", YamlScalar salt):
                    EncryptionSalt = salt.Value;
                    break;
                case ("secretsprovider", YamlScalar { Value: not ("passphrase" or "default" or "") } provider):
                    throw At(entry, $"the secrets provider '{provider.Value}' needs the official pulumi command; the embedded engine has 'passphrase' only.");
                case ("environment", not YamlScalar { IsNull: true }):
                    throw At(entry, "Pulumi ESC environments need the official pulumi command; write the settings under 'config'.");
                case (var key, _) when !KnownKeys.Contains(key):
                    throw Misplaced(entry);
            }
        }

        return config;
    }

    private void ReadConfig(YamlMapping mapping, SortedDictionary<ConfigKey, ConfigEntry> config)
    {
        var seen = new HashSet<ConfigKey>();
        foreach (var entry in mapping.Entries)
        {
            var key = ParseKey(entry);
            if (!seen.Add(key))
            {
                throw At(entry, $"the setting '{key}' is there twice.");
            }

            config[key] = new ConfigEntry(key, entry.Value, File);
        }
    }

    private ConfigKey ParseKey(YamlEntry entry)
    {
        try
        {
            return ConfigKey.Parse(entry.Key.Value, _project.Name);
        }
        catch (WorkspaceException wrong)
        {
            throw At(entry, wrong.Message);
        }
    }

    private WorkspaceException Misplaced(YamlEntry entry) => entry.Key.Value.Contains(':')
        ? At(entry, $"the setting '{entry.Key.Value}' must stand, indented, under 'config:'.")
        : Project.UnknownKey(File, entry, KnownKeys);

    private WorkspaceException At(YamlEntry entry, string reason) => new($"{File}:{entry.Key.Span.Line}:{entry.Key.Span.Column}: {reason}");
}
