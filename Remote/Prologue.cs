using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace E3.Remote;

/// <summary>
/// What is put before a command so that it can be killed and can have variables: it tells its process group on standard error
/// (sshd starts each command in a group of its own, and does not deliver signals for root), then reads exports from standard input.
/// </summary>
internal sealed partial class Prologue
{
    private readonly string _mark = "e3-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>The command line to execute; <paramref name="keepsInput"/> says that standard input stays open.</summary>
    public Prologue(RemoteCommand command, bool keepsInput)
    {
        var text = new StringBuilder($"printf '%s %s\\n' '{_mark}' \"$$\" >&2\n");
        var exports = Exports(command.Environment);
        // Without input SSH.NET never sends an end of file, hence the null device; with input kept open there must be a first byte.
        if (exports.Length > 0 || keepsInput)
        {
            Input = exports + _mark + "\n";
            text.Append(CultureInfo.InvariantCulture, $"e3_exports=; while IFS= read -r e3_line && [ \"$e3_line\" != {_mark} ]; do e3_exports=\"$e3_exports$e3_line\n\"; done\n")
                .Append("eval \"$e3_exports\"; unset e3_exports e3_line\n");
        }
        if (string.IsNullOrEmpty(command.Stdin) && !keepsInput) text.Append("exec </dev/null\n");
        text.Append(command.HeldByStdin && keepsInput ? Held(command.Command) : command.Command);
        CommandLine = text.ToString();
    }

    public string CommandLine { get; }

    /// <summary>What to write to standard input before anything else; empty for nothing.</summary>
    public string Input { get; } = "";

    /// <summary>The process group when the line is the prologue's own.</summary>
    public int? GroupIn(string line) =>
        line.StartsWith(_mark + " ", StringComparison.Ordinal)
        && int.TryParse(line.AsSpan(_mark.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var group) ? group : null;

    // Background jobs read from the null device unless told otherwise, so the watcher gets the input as descriptor 3.
    private static string Held(string command) => $$"""
        exec 3<&0 </dev/null
        IFS= read -r e3_line <&3 || exit 143
        (
        {{command}}
        ) 3<&- &
        e3_child=$!
        { cat >/dev/null; kill -KILL 0; } <&3 >/dev/null 2>&1 &
        e3_watch=$!
        exec 3<&-
        wait "$e3_child"; e3_status=$?
        kill -KILL "$e3_watch" 2>/dev/null
        exit "$e3_status"
        """;

    private static string Exports(IReadOnlyDictionary<string, string> environment)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in environment)
        {
            if (!VariableName().IsMatch(name)) throw new ArgumentException($"\"{name}\" is no name of an environment variable");
            text.Append(CultureInfo.InvariantCulture, $"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'\n");
        }
        return text.ToString();
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex VariableName();
}
