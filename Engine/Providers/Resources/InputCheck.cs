using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>Checks inputs against their specs; every mistake is said with its path and what would be right.</summary>
internal static class InputCheck
{
    /// <summary>The inputs without nulls, numbers and truth values given as texts made what they are.</summary>
    public static PropertyMap Check(PropertyMap inputs, ImmutableArray<PropertySpec> specs, string path, ImmutableArray<CheckFailure>.Builder failures)
    {
        var checkedInputs = PropertyMap.Empty;
        foreach (var (name, value) in inputs)
        {
            var spec = specs.FirstOrDefault(spec => spec.Name == name);
            // In objects of a state that an official provider wrote.
            if (name == ResourceSchema.DefaultsKey) continue;
            if (spec is null)
            {
                failures.Add(new CheckFailure(Join(path, name), $"there is no property '{name}'" + DidYouMean(name, specs.Select(known => known.Name))));
                continue;
            }
            if (value is PropertyValue.Null or PropertyValue.Secret { Inner: PropertyValue.Null }) continue;
            checkedInputs = checkedInputs.With(name, One(value, spec.Kind, spec, Join(path, name), failures));
        }
        foreach (var spec in specs.Where(spec => spec.Required && !checkedInputs.ContainsKey(spec.Name) && !inputs.ContainsKey(spec.Name)))
            failures.Add(new CheckFailure(Join(path, spec.Name), "is required and was not given"));
        return checkedInputs;
    }

    /// <summary>": did you mean …" for a name like one of the known ones, else "".</summary>
    public static string DidYouMean(string name, IEnumerable<string> known)
    {
        var nearest = known.Select(candidate => (candidate, distance: Distance(name, candidate))).OrderBy(pair => pair.distance).FirstOrDefault();
        return nearest.candidate is not null && nearest.distance <= Math.Max(1, name.Length / 3) ? $"; did you mean '{nearest.candidate}'?" : "";
    }

    /// <summary>How many letters to change, add or remove to get from one text to the other.</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }

    private static PropertyValue One(PropertyValue value, PropertyKind kind, PropertySpec spec, string path, ImmutableArray<CheckFailure>.Builder failures)
    {
        switch (value, kind)
        {
            case (PropertyValue.Unknown, _) or (_, PropertyKind.Anything):
                return value;
            case (PropertyValue.Secret secret, _):
                return new PropertyValue.Secret(One(secret.Inner, kind, spec, path, failures));
            case (PropertyValue.Text text, PropertyKind.Text):
                if (spec.OneOf.Length > 0 && !spec.OneOf.Contains(text.Value))
                    failures.Add(new CheckFailure(path, $"must be one of {string.Join(", ", spec.OneOf)}"));
                return value;
            case (PropertyValue.Number number, PropertyKind.Text):
                return new PropertyValue.Text(number.Value.ToString(CultureInfo.InvariantCulture));
            case (PropertyValue.Number, PropertyKind.Number) or (PropertyValue.Bool, PropertyKind.Bool):
                return value;
            case (PropertyValue.Text text, PropertyKind.Number) when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return new PropertyValue.Number(number);
            case (PropertyValue.Text text, PropertyKind.Bool) when bool.TryParse(text.Value, out var truth):
                return new PropertyValue.Bool(truth);
            case (PropertyValue.List list, PropertyKind.List or PropertyKind.Set):
                return new PropertyValue.List([.. list.Items.Select((item, index) => One(item, spec.Element, spec, $"{path}[{index}]", failures))]);
            case (PropertyValue.Map map, PropertyKind.Map):
                return new PropertyValue.Map(PropertyMap.From(map.Properties.Select(entry =>
                    KeyValuePair.Create(entry.Key, One(entry.Value, spec.Element, spec, Join(path, entry.Key), failures)))));
            case (PropertyValue.Map map, PropertyKind.Object):
                var fields = Check(map.Properties, spec.Fields, path, failures);
                var missing = spec.Fields.Where(field => field.Default is not null && !fields.ContainsKey(field.Name));
                return new PropertyValue.Map(missing.Aggregate(fields, (filled, field) => filled.With(field.Name, field.Default!)));
            case (PropertyValue.Asset or PropertyValue.Archive, PropertyKind.Asset):
                return value;
            default:
                failures.Add(new CheckFailure(path, $"must be {Name(kind)}, not {Name(value)}"));
                return value;
        }
    }

    private static string Name(PropertyKind kind) => kind switch
    {
        PropertyKind.Text => "a text",
        PropertyKind.Number => "a number",
        PropertyKind.Bool => "true or false",
        PropertyKind.List or PropertyKind.Set => "a list",
        PropertyKind.Asset => "an asset or an archive",
        _ => "an object",
    };

    private static string Name(PropertyValue value) => value switch
    {
        PropertyValue.Text => "a text",
        PropertyValue.Number => "a number",
        PropertyValue.Bool => "true or false",
        PropertyValue.List => "a list",
        PropertyValue.Asset or PropertyValue.Archive => "an asset or an archive",
        _ => "an object",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
