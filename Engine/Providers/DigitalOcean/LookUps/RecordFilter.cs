using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>
/// One of a listing's filters: a record passes when its property has any of the values, or all of them with <c>all</c>. Texts match without
/// regard to case, as a part (<c>substring</c>) or by a regular expression (<c>re</c>); of a set, one element is enough.
/// </summary>
internal sealed class RecordFilter
{
    private const double Nearly = 0.000001;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly RecordField _field;
    private readonly bool _all;
    private readonly ImmutableArray<Func<PropertyValue, bool>> _matches;

    public RecordFilter(PropertyMap filter, ImmutableArray<RecordField> fields)
    {
        _field = fields.First(field => field.Name == filter.Text("key"));
        _all = filter.Truth("all") == true;
        var matchBy = filter.Text("matchBy") ?? "exact";
        // An empty text is a value here.
        _matches = [.. filter.Items("values").Select(value => Match((value as PropertyValue.Text)?.Value ?? "", matchBy))];
    }

    public static ImmutableArray<PropertySpec> Specs(ImmutableArray<RecordField> fields) =>
    [
        PropertySpec.Text("key") with { Required = true, OneOf = [.. fields.Select(field => field.Name)] },
        PropertySpec.List("values", PropertyKind.Text) with { Required = true },
        PropertySpec.Bool("all") with { Default = new PropertyValue.Bool(false) },
        PropertySpec.Text("matchBy") with { Default = new PropertyValue.Text("exact"), OneOf = ["exact", "re", "substring"] },
    ];

    public bool Matches(PropertyMap record)
    {
        var value = record.GetValueOrDefault(_field.Property) ?? PropertyValue.Null.Value;
        return _all ? _matches.All(match => Any(value, match)) : _matches.Any(match => Any(value, match));
    }

    private static bool Any(PropertyValue value, Func<PropertyValue, bool> match) => value is PropertyValue.List list ? list.Items.Any(match) : match(value);

    private Func<PropertyValue, bool> Match(string wanted, string matchBy) => _field.Kind switch
    {
        PropertyKind.Number when double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            value => value is PropertyValue.Number known && Math.Abs(known.Value - number) < Nearly,
        PropertyKind.Number => throw new ProviderException($"filter {_field.Name}: '{wanted}' is no number"),
        PropertyKind.Bool when bool.TryParse(wanted, out var truth) => value => value is PropertyValue.Bool known && known.Value == truth,
        PropertyKind.Bool => throw new ProviderException($"filter {_field.Name}: '{wanted}' is neither true nor false"),
        _ => MatchText(wanted, matchBy),
    };

    private Func<PropertyValue, bool> MatchText(string wanted, string matchBy)
    {
        if (matchBy == "exact") return value => string.Equals(Text(value), wanted, StringComparison.OrdinalIgnoreCase);
        if (matchBy == "substring") return value => Text(value).Contains(wanted, StringComparison.Ordinal);
        try
        {
            var pattern = new Regex(wanted, RegexOptions.CultureInvariant, Patience);
            return value => pattern.IsMatch(Text(value));
        }
        catch (ArgumentException error)
        {
            throw new ProviderException($"filter {_field.Name}: '{wanted}' is no regular expression: {error.Message}", error);
        }
    }

    private static string Text(PropertyValue value) => value is PropertyValue.Text text ? text.Value : "";
}
