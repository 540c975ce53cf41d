using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>One property of a listing's records: its name in filters and sorts, which is the API's, and its kind.</summary>
internal sealed record RecordField(string Name, PropertyKind Kind)
{
    /// <summary>The name in results: <c>priceMonthly</c> for <c>price_monthly</c>.</summary>
    public string Property { get; } = string.Concat(Name.Split('_').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>A function that lists all of a kind, chosen by <c>filters</c> and ordered by <c>sorts</c> as in the official provider.</summary>
/// <param name="name">The function: <c>getSizes</c>.</param>
/// <param name="result">The property that the records come under: <c>sizes</c>.</param>
/// <param name="fields">What each record has.</param>
/// <param name="records">All records there are, by the properties' names.</param>
/// <param name="more">Arguments beside filters and sorts.</param>
internal sealed class RecordListing(
    string name, string result, ImmutableArray<RecordField> fields, Func<PropertyMap, CancellationToken, Task<IEnumerable<PropertyMap>>> records,
    params ImmutableArray<PropertySpec> more) : IFunction
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new($"digitalocean:index/{name}:{name}",
    [
        PropertySpec.List("filters", PropertyKind.Object) with { Fields = RecordFilter.Specs(fields) },
        PropertySpec.List("sorts", PropertyKind.Object) with { Fields = RecordSort.Specs(fields) },
        .. more,
    ]);

    /// <inheritdoc/>
    public Task<PropertyMap> InvokeAsync(PropertyMap arguments, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var all = (await records(arguments, cancel)).ToList();
        var chosen = Objects(arguments, "filters").Select(filter => new RecordFilter(filter, fields))
            .Aggregate(all.AsEnumerable(), (left, filter) => left.Where(filter.Matches));
        var ordered = RecordSort.Apply(chosen, [.. Objects(arguments, "sorts")], fields);
        return arguments
            .With("id", $"{result}/{Fingerprint(all)}")
            .With(result, new PropertyValue.List([.. ordered.Select(record => new PropertyValue.Map(record))]));
    });

    private static IEnumerable<PropertyMap> Objects(PropertyMap arguments, string list) =>
        arguments.Items(list).OfType<PropertyValue.Map>().Select(item => item.Properties);

    // The same for the same records, so that what hangs on it changes only when they do.
    private static string Fingerprint(IEnumerable<PropertyMap> records)
    {
        var text = new StringBuilder();
        foreach (var record in records) Write(new PropertyValue.Map(record), text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private static void Write(PropertyValue value, StringBuilder text)
    {
        switch (value)
        {
            case PropertyValue.Map map:
                foreach (var (key, inner) in map.Properties)
                {
                    text.Append(key).Append('=');
                    Write(inner, text);
                }
                break;
            case PropertyValue.List list:
                foreach (var item in list.Items) Write(item, text);
                break;
            default:
                text.Append(PropertyMap.Empty.With("", value).Text("")).Append(';');
                break;
        }
    }
}
