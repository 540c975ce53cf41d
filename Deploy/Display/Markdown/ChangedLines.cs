using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Deploy.Display.Properties;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Markdown;

/// <summary>
/// What differs between two sets of properties as lines of a diff: one for each leaf, by its path; <c>+</c> comes, <c>-</c> goes, <c>!</c>
/// says what cannot be shown as either. What is equal is left out.
/// </summary>
/// <param name="note">What stands behind a line of the property of this path, such as that it forces a replacement; "" for nothing.</param>
internal sealed class ChangedLines(Func<string, string> note)
{
    private const int LongestValue = 200;
    private const int MostTextLines = 12;
    private const int MostCompared = 400;
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Every property that the program gave, as coming or going; what its provider filled in is left out.</summary>
    public void Whole(PropertyMap properties, char sign)
    {
        var filled = Filled(properties);
        foreach (var (name, value) in properties.Where(property => !ValueText.IsInternal(property.Key) && !ValueText.IsBlank(property.Value) && !filled.Contains(property.Key)))
        {
            Whole(name, value, sign);
        }
    }

    /// <summary>Every difference.</summary>
    /// <param name="before">The old properties.</param>
    /// <param name="after">The new ones.</param>
    /// <param name="differing">What the engine says differs; a masked secret looks the same before and after. Null for what is seen to differ.</param>
    /// <param name="isHidden">Whether changes of the property of this path are not to be shown.</param>
    public void Differences(PropertyMap before, PropertyMap after, IReadOnlySet<string>? differing, Func<string, bool> isHidden)
    {
        foreach (var name in before.Keys.Union(after.Keys).Where(name => !ValueText.IsInternal(name)).Order(StringComparer.Ordinal))
        {
            var (old, fresh) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            var said = differing?.Contains(name) == true;
            if (differing is not null ? !said : Same(old, fresh))
            {
                continue;
            }

            if (isHidden(name))
            {
                _lines.Add($"! {name}: changes, not shown{note(name)}");
            }
            else if (said && Same(old, fresh))
            {
                _lines.Add(Masks(old) ? $"! {name}: [secret], changed{note(name)}" : $"! {name}: changes in what is not shown{note(name)}");
            }
            else
            {
                Difference(name, old, fresh);
            }
        }
    }

    private void Difference(string path, PropertyValue? before, PropertyValue? after)
    {
        switch (before, after)
        {
            case (PropertyValue.Map old, PropertyValue.Map fresh):
                foreach (var name in old.Properties.Keys.Union(fresh.Properties.Keys).Order(StringComparer.Ordinal))
                {
                    var (one, other) = (old.Properties.GetValueOrDefault(name), fresh.Properties.GetValueOrDefault(name));
                    if (!Same(one, other))
                    {
                        Difference(Within(path, name), one, other);
                    }
                }

                break;
            case (PropertyValue.List old, PropertyValue.List fresh):
                Items(path, old, fresh);
                break;
            case (PropertyValue.Text { Value: var old }, PropertyValue.Text { Value: var fresh }) when HasLines(old) || HasLines(fresh):
                TextLines(path, old, fresh);
                break;
            case ({ } old, PropertyValue.Unknown):
                // It may well stay as it is: a removal of all that is there now would be a wrong alarm.
                _lines.Add($"! {path}: known after apply, now {Brief(old)}{note(path)}");
                break;
            default:
                if (before is not null)
                {
                    Whole(path, before, '-');
                }

                if (after is not null)
                {
                    Whole(path, after, '+');
                }

                break;
        }
    }

    /// <summary>Lists are compared by their items, so that one that comes first does not make all the others look changed.</summary>
    private void Items(string path, PropertyValue.List before, PropertyValue.List after)
    {
        if (before.Items.Length == after.Items.Length && (before.Items.Any(item => item is PropertyValue.Map) || after.Items.Any(item => item is PropertyValue.Unknown)))
        {
            for (var i = 0; i < after.Items.Length; i++)
            {
                if (!Same(before.Items[i], after.Items[i]))
                {
                    Difference(At(path, i), before.Items[i], after.Items[i]);
                }
            }

            return;
        }

        foreach (var (sign, index, value) in Edits.Between<PropertyValue>(before.Items, after.Items, MostCompared))
        {
            Whole(At(path, index), value, sign);
        }
    }

    private void Whole(string path, PropertyValue value, char sign)
    {
        switch (value)
        {
            case PropertyValue.List { Items.IsEmpty: false } list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Whole(At(path, i), list.Items[i], sign);
                }

                break;
            case PropertyValue.Map { Properties.Count: > 0 } map:
                foreach (var (name, item) in map.Properties.Where(property => !ValueText.IsInternal(property.Key)))
                {
                    Whole(Within(path, name), item, sign);
                }

                break;
            case PropertyValue.Text { Value: var text } when HasLines(text):
                var lines = Split(text);
                _lines.Add($"{sign} {path}: {Size(text, lines)}{note(path)}");
                // The head of a long script tells nobody what it does, and with twenty hosts stands there twenty times.
                foreach (var line in lines.Length <= MostTextLines ? lines : [])
                {
                    TextLine(sign, line);
                }

                break;
            default:
                _lines.Add($"{sign} {path}: {Leaf(value)}{note(path)}");
                break;
        }
    }

    private void TextLines(string path, string before, string after)
    {
        var (old, fresh) = (Split(before), Split(after));
        _lines.Add($"! {path}: {Size(before, old)} become {Size(after, fresh)}{note(path)}");
        var edits = Edits.Between<string>(old, fresh, MostCompared).ToList();
        foreach (var (sign, _, line) in edits.Take(2 * MostTextLines))
        {
            TextLine(sign, line);
        }

        if (edits.Count > 2 * MostTextLines)
        {
            _lines.Add(Invariant($"!     … {edits.Count - (2 * MostTextLines)} more lines differ"));
        }
    }

    private void TextLine(char sign, string line) => _lines.Add($"{sign}     {MarkdownText.Cut(line, LongestValue)}".TrimEnd());

    /// <summary>A value that is there now, in a few words.</summary>
    private static string Brief(PropertyValue value) => value switch
    {
        PropertyValue.List { Items: { IsEmpty: false } items } => Counted(items.Length, "item", "items"),
        PropertyValue.Map { Properties: { Count: > 0 } properties } => Counted(properties.Keys.Count(name => !ValueText.IsInternal(name)), "property", "properties"),
        PropertyValue.Text { Value: var text } when HasLines(text) => Size(text, Split(text)),
        _ => Leaf(value),
    };

    private static string Leaf(PropertyValue value) => value switch
    {
        PropertyValue.Unknown => "known after apply",
        PropertyValue.Null => "null",
        PropertyValue.Text { Value: not ValueText.Masked and var text } when text.Length > LongestValue =>
            $"{JsonSerializer.Serialize(text[..LongestValue], Quoting)}{Invariant($"… ({text.Length} characters)")}",
        _ => ValueText.Scalar(value),
    };

    private static string Within(string path, string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? $"{path}.{name}" : $"{path}[{JsonSerializer.Serialize(name, Quoting)}]";

    private static string At(string path, int index) => Invariant($"{path}[{index}]");

    /// <summary>The properties that the program left to the provider, as Pulumi's providers write them down.</summary>
    private static HashSet<string> Filled(PropertyMap properties) => properties.GetValueOrDefault("__defaults") is PropertyValue.List names
        ? names.Items.OfType<PropertyValue.Text>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal)
        : [];

    private static bool Masks(PropertyValue? value) => value switch
    {
        PropertyValue.Secret or PropertyValue.Text { Value: ValueText.Masked } => true,
        PropertyValue.List list => list.Items.Any(Masks),
        PropertyValue.Map map => map.Properties.Values.Any(Masks),
        _ => false,
    };

    private static bool Same(PropertyValue? left, PropertyValue? right) => left is null ? right is null : left.Equals(right);

    private static bool HasLines(string text) => text.TrimEnd('\n').Contains('\n');

    private static string[] Split(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string Size(string text, string[] lines) => text.Length == 0 ? "no lines" : Counted(lines.Length, "line", "lines");

    private static string Counted(int count, string one, string many) => Invariant($"{count} {(count == 1 ? one : many)}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
