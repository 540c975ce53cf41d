using System.Collections.Immutable;
using E3.Engine.Properties;

namespace E3.Engine.Deployments;

/// <summary>Providers see values in clear; this marks what comes back from them.</summary>
internal static class OutputSecrets
{
    /// <summary>The values, those secret whose namesakes in the model are or hold secrets.</summary>
    public static PropertyMap MarkLike(PropertyMap values, PropertyMap model)
    {
        foreach (var (name, like) in model)
        {
            if (!like.ContainsSecrets || !values.TryGetValue(name, out var value) || value is PropertyValue.Secret)
                continue;
            values = values.With(name, (value, like) is (PropertyValue.Map inner, PropertyValue.Map likeInner)
                ? new PropertyValue.Map(MarkLike(inner.Properties, likeInner.Properties))
                : new PropertyValue.Secret(value));
        }
        return values;
    }

    /// <summary>The values, the named ones secret.</summary>
    public static PropertyMap MarkNamed(PropertyMap values, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && value is not PropertyValue.Secret)
                values = values.With(name, new PropertyValue.Secret(value));
        }
        return values;
    }
}
