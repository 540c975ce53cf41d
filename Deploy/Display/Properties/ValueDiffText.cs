using System.Globalization;
using E3.Deploy.Display.Terminal;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Properties;

/// <summary>Writes what differs between two sets of properties: <c>+</c> added, <c>-</c> gone, <c>~</c> changed. What is equal is left out.</summary>
internal sealed class ValueDiffText(StyledText target) : ValueText(target)
{
    /// <summary>Every difference between the maps.</summary>
    /// <param name="before">The old properties.</param>
    /// <param name="after">The new ones.</param>
    /// <param name="indent">In steps of four, at least 1.</param>
    /// <param name="differing">
    /// The properties the engine says differ, or null for all: a masked secret looks the same before and after, only the engine knows.
    /// </param>
    public void Differences(PropertyMap before, PropertyMap after, int indent, IReadOnlyCollection<string>? differing)
    {
        var names = before.Keys.Union(after.Keys).Where(name => !IsInternal(name) && (differing?.Contains(name) ?? true)).Where(name =>
            differing is not null || !Same(before.GetValueOrDefault(name), after.GetValueOrDefault(name))).Order(StringComparer.Ordinal).ToList();
        var width = names.Count == 0 ? 0 : names.Max(name => name.Length);
        foreach (var name in names)
        {
            Difference(name.PadRight(width), before.GetValueOrDefault(name), after.GetValueOrDefault(name), indent);
        }
    }

    private void Difference(string title, PropertyValue? before, PropertyValue? after, int indent)
    {
        switch (before, after)
        {
            case (null, { } added):
                Whole(title, added, indent, "create");
                break;
            case ({ } gone, null):
                Whole(title, gone, indent, "delete");
                break;
            case (PropertyValue.Map { Properties.Count: > 0 } old, PropertyValue.Map { Properties.Count: > 0 } fresh):
                Title(title, indent, "update", true);
                Target.Line("{", Tone.Update);
                Differences(old.Properties, fresh.Properties, indent + 1, null);
                Target.Line($"{Pad(indent, "update", false)}}}", Tone.Update);
                break;
            case (PropertyValue.List { Items.IsEmpty: false } old, PropertyValue.List { Items.IsEmpty: false } fresh):
                Title(title, indent, "update", true);
                Target.Line("[", Tone.Update);
                Items(old, fresh, indent + 1);
                Target.Line($"{Pad(indent, "update", false)}]", Tone.Update);
                break;
            case ({ } old, { } fresh) when IsScalar(old) && IsScalar(fresh):
                Title(title, indent, "update", true);
                if (old is PropertyValue.Text { Value: var oldText } && fresh is PropertyValue.Text { Value: var newText }
                    && (LongText.Is(oldText) || LongText.Is(newText)) && LongText.WriteDifference(Target, oldText, newText, Pad(indent + 1, "update", false)))
                {
                    break;
                }

                Target.Add(Short(old), Tone.Delete).Add(" => ", Tone.Update).Line(Short(fresh), Tone.Create);
                break;
            case ({ } old, { } fresh):
                Whole(title, old, indent, "delete");
                Whole(title, fresh, indent, "create");
                break;
        }
    }

    private void Items(PropertyValue.List before, PropertyValue.List after, int indent)
    {
        for (var i = 0; i < Math.Max(before.Items.Length, after.Items.Length); i++)
        {
            var old = i < before.Items.Length ? before.Items[i] : null;
            var fresh = i < after.Items.Length ? after.Items[i] : null;
            if (!Same(old, fresh))
            {
                Difference(string.Create(CultureInfo.InvariantCulture, $"[{i}]"), old, fresh, indent);
            }
        }
    }

    private void Whole(string title, PropertyValue value, int indent, string op)
    {
        Title(title, indent, op, true);
        Value(value, indent, op, true);
        Target.Line();
    }

    private static bool Same(PropertyValue? left, PropertyValue? right) => left is null ? right is null : left.Equals(right);

    private static string Short(PropertyValue value) => value is PropertyValue.Text { Value: var text } && LongText.Is(text) ? LongText.Size(text) : Scalar(value);

    private static bool IsScalar(PropertyValue value) => value is not (PropertyValue.List { Items.IsEmpty: false } or PropertyValue.Map { Properties.Count: > 0 });
}
