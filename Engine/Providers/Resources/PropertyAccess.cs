using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>Reads inputs as plain values; what is absent, null or unknown reads as null, an empty text as absent.</summary>
internal static class PropertyAccess
{
    public static string? Text(this PropertyMap map, string name) => map.Known(name) switch
    {
        PropertyValue.Text { Value.Length: > 0 } text => text.Value,
        PropertyValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        PropertyValue.Bool truth => truth.Value ? "true" : "false",
        _ => null,
    };

    public static bool? Truth(this PropertyMap map, string name) => map.Known(name) switch
    {
        PropertyValue.Bool truth => truth.Value,
        PropertyValue.Text text when bool.TryParse(text.Value, out var value) => value,
        _ => null,
    };

    public static double? Number(this PropertyMap map, string name) => map.Known(name) switch
    {
        PropertyValue.Number number => number.Value,
        PropertyValue.Text text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    public static ImmutableArray<string> Texts(this PropertyMap map, string name) =>
        [.. map.Items(name).Select(item => PropertyMap.Empty.With("", item).Text("")).OfType<string>()];

    public static ImmutableArray<PropertyValue> Items(this PropertyMap map, string name) =>
        map.Known(name) is PropertyValue.List list ? list.Items : [];

    public static PropertyMap? Object(this PropertyMap map, string name) => map.Known(name) is PropertyValue.Map inner ? inner.Properties : null;

    public static bool IsUnknown(this PropertyMap map, string name) => map.TryGetValue(name, out var value) && value.ContainsUnknowns;

    public static PropertyMap With(this PropertyMap map, string name, string text) => map.With(name, new PropertyValue.Text(text));

    public static PropertyMap With(this PropertyMap map, string name, double number) => map.With(name, new PropertyValue.Number(number));

    public static PropertyMap With(this PropertyMap map, string name, bool truth) => map.With(name, new PropertyValue.Bool(truth));

    public static PropertyValue ToProperty(this IEnumerable<string> texts) => new PropertyValue.List([.. texts.Select(text => new PropertyValue.Text(text))]);

    public static PropertyValue ToProperty(this IEnumerable<long> numbers) => new PropertyValue.List([.. numbers.Select(number => new PropertyValue.Number(number))]);

    private static PropertyValue? Known(this PropertyMap map, string name) =>
        map.TryGetValue(name, out var value) && value.Reveal() is var plain and not (PropertyValue.Null or PropertyValue.Unknown) ? plain : null;
}
