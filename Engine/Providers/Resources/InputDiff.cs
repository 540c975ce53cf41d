using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>Says where two values of an input differ, by path: <c>tags[0]</c>, <c>environment.PATH</c>.</summary>
internal static class InputDiff
{
    public static void Compare(
        PropertySpec spec, string path, PropertyValue? old, PropertyValue? now, Action<string, PropertyDiffKind> differs)
    {
        (old, now) = (Plain(spec, old), Plain(spec, now));
        if (Same(spec, old, now)) return;
        switch (old, now)
        {
            case (null, _):
                differs(path, PropertyDiffKind.Add);
                return;
            case (_, null):
                differs(path, PropertyDiffKind.Delete);
                return;
            case (PropertyValue.List before, PropertyValue.List after) when spec.Kind == PropertyKind.Set:
                CompareSets(path, before, after, differs);
                return;
            case (PropertyValue.List before, PropertyValue.List after):
                for (var i = 0; i < Math.Max(before.Items.Length, after.Items.Length); i++)
                    Compare(Inner, $"{path}[{i}]", before.Items.ElementAtOrDefault(i), after.Items.ElementAtOrDefault(i), differs);
                return;
            case (PropertyValue.Map before, PropertyValue.Map after):
                foreach (var name in before.Properties.Keys.Union(after.Properties.Keys))
                    Compare(Inner, $"{path}.{name}", before.Properties.GetValueOrDefault(name), after.Properties.GetValueOrDefault(name), differs);
                return;
            default:
                differs(path, PropertyDiffKind.Update);
                return;
        }
    }

    private static PropertySpec Inner { get; } = new("", PropertyKind.Anything);

    private static void CompareSets(string path, PropertyValue.List before, PropertyValue.List after, Action<string, PropertyDiffKind> differs)
    {
        var left = before.Items.Select(item => item.Reveal()).ToList();
        for (var i = 0; i < after.Items.Length; i++)
        {
            if (!left.Remove(after.Items[i].Reveal())) differs($"{path}[{i}]", PropertyDiffKind.Add);
        }
        foreach (var item in left) differs($"{path}[{before.Items.Select(each => each.Reveal()).ToList().IndexOf(item)}]", PropertyDiffKind.Delete);
    }

    private static bool Same(PropertySpec spec, PropertyValue? old, PropertyValue? now) =>
        Equals(old, now)
        || (spec.AnyCase && old is PropertyValue.Text upper && now is PropertyValue.Text lower && string.Equals(upper.Value, lower.Value, StringComparison.OrdinalIgnoreCase))
        || (spec.Trimmed && old is PropertyValue.Text before && now is PropertyValue.Text after && before.Value.Trim() == after.Value.Trim());

    private static PropertyValue? Plain(PropertySpec spec, PropertyValue? value) => value?.Reveal() switch
    {
        null or PropertyValue.Null => spec.Absent,
        PropertyValue.List { Items.Length: 0 } when spec.Kind == PropertyKind.Set => null,
        var plain => WithoutNotes(plain),
    };

    // The official providers note in every object, at any depth, which of its inputs they filled in.
    private static PropertyValue WithoutNotes(PropertyValue value) => value switch
    {
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(WithoutNotes)]),
        PropertyValue.Map map => new PropertyValue.Map(PropertyMap.From(map.Properties.Without(ResourceSchema.DefaultsKey)
            .Select(entry => KeyValuePair.Create(entry.Key, WithoutNotes(entry.Value))))),
        _ => value.Essence(),
    };
}
