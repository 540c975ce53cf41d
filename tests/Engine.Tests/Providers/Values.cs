using E3.Engine.Properties;

namespace E3.Engine.Tests.Providers;

/// <summary>Property maps from and to plain values, for tests.</summary>
internal static class Values
{
    public static PropertyMap Map(params (string Name, object? Value)[] entries) =>
        PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, Of(entry.Value))));

    public static PropertyValue Of(object? value) => value switch
    {
        null => PropertyValue.Null.Value,
        PropertyValue given => given,
        PropertyMap map => new PropertyValue.Map(map),
        string text => new PropertyValue.Text(text),
        bool truth => new PropertyValue.Bool(truth),
        int number => new PropertyValue.Number(number),
        long number => new PropertyValue.Number(number),
        double number => new PropertyValue.Number(number),
        System.Collections.IEnumerable items => new PropertyValue.List([.. items.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"no property value for {value.GetType()}"),
    };

    public static object? Plain(this PropertyValue value) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Number number => number.Value,
        PropertyValue.Bool truth => truth.Value,
        PropertyValue.List list => list.Items.Select(Plain).ToArray(),
        PropertyValue.Secret secret => secret.Inner.Plain(),
        PropertyValue.Null => null,
        _ => value,
    };
}
