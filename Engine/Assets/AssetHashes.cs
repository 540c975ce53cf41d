using System.Security.Cryptography;
using E3.Engine.Properties;

namespace E3.Engine.Assets;

/// <summary>
/// Gives assets and archives their hashes, which say whether a source has changed. They are Pulumi's own, bit for bit, so that neither
/// engine sees a change in what the other wrote.
/// </summary>
internal sealed class AssetHashes(AssetSources sources)
{
    /// <summary>The properties with a hash in every asset and archive at any depth; one that has a hash keeps it.</summary>
    public async Task<PropertyMap> CompleteAsync(PropertyMap properties, CancellationToken cancel)
    {
        foreach (var (name, value) in properties)
        {
            if (!Lacks(value)) continue;
            try
            {
                properties = properties.With(name, await CompleteAsync(value, cancel));
            }
            catch (AssetException error)
            {
                throw new AssetException($"{name}: {error.Message}", error);
            }
        }
        return properties;
    }

    /// <summary>The same for one value.</summary>
    public async Task<PropertyValue> CompleteAsync(PropertyValue value, CancellationToken cancel)
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                return new PropertyValue.Secret(await CompleteAsync(secret.Inner, cancel));
            case PropertyValue.List list:
                var items = new List<PropertyValue>();
                foreach (var item in list.Items) items.Add(await CompleteAsync(item, cancel));
                return new PropertyValue.List([.. items]);
            case PropertyValue.Map map:
                return new PropertyValue.Map(await CompleteAsync(map.Properties, cancel));
            case PropertyValue.Asset { Hash: null } or PropertyValue.Archive { Hash: null } when !value.ContainsUnknowns:
                using (var local = await sources.GetAsync(value, cancel))
                {
                    // Files are read to their end; a thread of the pool may do so while others register on.
                    return await Task.Run(() => Hashed(value, local, cancel), cancel);
                }
            default:
                return value;
        }
    }

    private static bool Lacks(PropertyValue value) => value switch
    {
        PropertyValue.Secret secret => Lacks(secret.Inner),
        PropertyValue.List list => list.Items.Any(Lacks),
        PropertyValue.Map map => map.Properties.Any(entry => Lacks(entry.Value)),
        PropertyValue.Asset { Hash: null } or PropertyValue.Archive { Hash: null } => true,
        _ => false,
    };

    private static PropertyValue Hashed(PropertyValue value, LocalSources local, CancellationToken cancel)
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                return new PropertyValue.Secret(Hashed(secret.Inner, local, cancel));
            case PropertyValue.Asset { Hash: null } asset:
                using (var content = local.Open(asset)) return asset with { Hash = Convert.ToHexStringLower(SHA256.HashData(content)) };
            case PropertyValue.Archive { Hash: null } archive:
                if (archive.Entries is { } entries)
                    archive = archive with { Entries = PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Key, Hashed(entry.Value, local, cancel)))) };
                using (var packed = local.OpenPacked(archive))
                    return archive with { Hash = packed is not null ? Convert.ToHexStringLower(SHA256.HashData(packed)) : GoTar.Hash(local.Files(archive), cancel) };
            default:
                return value;
        }
    }
}
