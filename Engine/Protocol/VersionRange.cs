using System.Globalization;

namespace E3.Engine.Protocol;

/// <summary>
/// A range of versions as a program may ask for: comparisons that must all hold, alternatives between <c>||</c>, as in
/// <c>&gt;=3.5.0 !3.7.7 || &gt;4.0.0</c> (<see href="https://pkg.go.dev/github.com/blang/semver#ParseRange"/>).
/// </summary>
internal static class VersionRange
{
    private static readonly string[] Operators = [">=", "<=", "!=", "==", ">", "<", "!", "="];

    public static bool Contains(string range, Version version)
    {
        var alternatives = range.Split("||", StringSplitOptions.TrimEntries);
        return alternatives.Any(alternative => alternative.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } all
            ? all.All(comparison => Holds(comparison, version, range))
            : throw Unreadable(range));
    }

    private static bool Holds(string comparison, Version version, string range)
    {
        var sign = Operators.FirstOrDefault(comparison.StartsWith, "");
        var order = version.CompareTo(Parse(comparison[sign.Length..], range));
        return sign switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "!" or "!=" => order != 0,
            _ => order == 0,
        };
    }

    private static Version Parse(string text, string range)
    {
        var numbers = text.TrimStart('v').Split('-', '+')[0].Split('.');
        return numbers.Length == 3 && numbers.All(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? Version.Parse(string.Join('.', numbers))
            : throw Unreadable(range);
    }

    private static EngineException Unreadable(string range) => new($"'{range}' is not a range of versions: expected something like >=3.100.0 <4.0.0");
}
