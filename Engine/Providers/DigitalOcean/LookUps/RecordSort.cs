using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>A listing's order: by one property after the other, each ascending unless it says <c>desc</c>.</summary>
internal static class RecordSort
{
    public static ImmutableArray<PropertySpec> Specs(ImmutableArray<RecordField> fields) =>
    [
        PropertySpec.Text("key") with { Required = true, OneOf = [.. fields.Where(field => field.Kind != PropertyKind.Set).Select(field => field.Name)] },
        PropertySpec.Text("direction") with { OneOf = ["asc", "desc"] },
    ];

    public static IEnumerable<PropertyMap> Apply(IEnumerable<PropertyMap> records, ImmutableArray<PropertyMap> sorts, ImmutableArray<RecordField> fields)
    {
        var comparer = Comparer<PropertyMap>.Create((one, other) => sorts
            .Select(sort =>
            {
                var property = fields.First(field => field.Name == sort.Text("key")).Property;
                var order = Compare(one.GetValueOrDefault(property), other.GetValueOrDefault(property));
                return sort.Text("direction") == "desc" ? -order : order;
            })
            .FirstOrDefault(order => order != 0));
        return sorts.IsEmpty ? records : records.Order(comparer);
    }

    private static int Compare(PropertyValue? one, PropertyValue? other) => (one, other) switch
    {
        (PropertyValue.Number first, PropertyValue.Number second) => first.Value.CompareTo(second.Value),
        (PropertyValue.Bool first, PropertyValue.Bool second) => first.Value.CompareTo(second.Value),
        _ => string.CompareOrdinal((one as PropertyValue.Text)?.Value ?? "", (other as PropertyValue.Text)?.Value ?? ""),
    };
}
