using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// Puts properties whose changes are to be ignored back to what they were
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/"/>).
/// </summary>
internal static class IgnoredChanges
{
    private const string Any = "*";

    /// <summary>
    /// The new properties with what the paths lead to as it was in the old ones. A path that leads to something only one side has, so that
    /// it cannot be put back, is told to <paramref name="unmatched"/>.
    /// </summary>
    public static PropertyMap Restore(ImmutableArray<string> paths, PropertyMap old, PropertyMap current, Action<string> unmatched)
    {
        PropertyValue value = new PropertyValue.Map(current);
        foreach (var path in paths)
        {
            (value, var matched) = Reset(PropertyPath.Parse(path).Parts.AsSpan(), new PropertyValue.Map(old), value, oldSecret: false, secret: false);
            if (!matched)
                unmatched(path);
        }
        return ((PropertyValue.Map)value).Properties;
    }

    /// <summary>The inputs that a program asks for, so restored; what cannot be put back is told to who runs the update.</summary>
    public static PropertyMap Restore(Goal goal, ResourceState old, ResourceState wanted, EventReporter report) => Restore(
        goal.IgnoreChanges, old.Inputs, wanted.Inputs,
        unmatched => report.Info(wanted.Urn, $"cannot ignore changes in added or removed elements of the path: \"{unmatched}\""));

    private static (PropertyValue Value, bool Matched) Reset(ReadOnlySpan<string> parts, PropertyValue old, PropertyValue current, bool oldSecret, bool secret)
    {
        if (current is PropertyValue.Secret hidden)
        {
            var (inner, matched) = Reset(parts, old, hidden.Inner, oldSecret, secret: true);
            return (new PropertyValue.Secret(inner), matched);
        }
        if (old is PropertyValue.Secret hiddenOld)
            return Reset(parts, hiddenOld.Inner, current, oldSecret: true, secret);
        if (parts.IsEmpty)
            return (current, false);
        return (old, current) switch
        {
            (PropertyValue.Map was, PropertyValue.Map now) => ResetMap(parts, was.Properties, now.Properties, oldSecret, secret),
            (PropertyValue.List was, PropertyValue.List now) => ResetList(parts, was.Items, now.Items, oldSecret, secret),
            // Neither side has the place: nothing to put back. One side alone has it: it cannot be.
            (_, PropertyValue.Map now) when parts.Length == 1 && parts[0] != Any => (new PropertyValue.Map(now.Properties.Without(parts[0])), true),
            (PropertyValue.Map was, _) => (current, parts[0] != Any && !was.Properties.ContainsKey(parts[0])),
            (PropertyValue.List, _) or (_, PropertyValue.List) => (current, false),
            _ => (current, parts[0] != Any),
        };
    }

    private static (PropertyValue, bool) ResetMap(ReadOnlySpan<string> parts, PropertyMap old, PropertyMap current, bool oldSecret, bool secret)
    {
        var matched = true;
        foreach (var name in parts[0] == Any ? old.Keys.Union(current.Keys).ToArray() : [parts[0]])
        {
            var (was, now) = (old.TryGetValue(name, out var oldValue) ? oldValue : null, current.TryGetValue(name, out var value) ? value : null);
            if (parts.Length == 1)
            {
                current = was is null ? current.Without(name) : current.With(name, Carried(was, oldSecret, secret));
            }
            else if (was is not null && now is not null)
            {
                var (reset, within) = Reset(parts[1..], was, now, oldSecret, secret);
                current = current.With(name, reset);
                matched &= within;
            }
            else if (was is not null || now is not null)
            {
                matched = false;
            }
        }
        return (new PropertyValue.Map(current), matched);
    }

    private static (PropertyValue, bool) ResetList(
        ReadOnlySpan<string> parts, ImmutableArray<PropertyValue> old, ImmutableArray<PropertyValue> current, bool oldSecret, bool secret)
    {
        var items = current.ToBuilder();
        var matched = parts[0] == Any
            ? old.Length == current.Length
            : int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var only) && (only < old.Length) == (only < current.Length);
        for (var index = 0; index < Math.Min(old.Length, current.Length); index++)
        {
            if (parts[0] != Any && parts[0] != index.ToString(CultureInfo.InvariantCulture))
                continue;
            if (parts.Length == 1)
            {
                items[index] = Carried(old[index], oldSecret, secret);
                continue;
            }
            (items[index], var within) = Reset(parts[1..], old[index], current[index], oldSecret, secret);
            matched &= within;
        }
        return (new PropertyValue.List(items.ToImmutable()), matched);
    }

    /// <summary>A value that was within a secret stays one where it comes to stand in the open.</summary>
    private static PropertyValue Carried(PropertyValue old, bool oldSecret, bool secret) =>
        oldSecret && !secret && old is not PropertyValue.Secret ? new PropertyValue.Secret(old) : old;
}
