namespace E3.Engine.Providers.DigitalOcean;

/// <summary>The API that the resources share once the settings are known, and the catalogue of regions read through it.</summary>
internal sealed class Connection
{
    private DigitalOceanApi? _api;
    private Catalogue? _catalogue;

    /// <summary>Held while something is made that can only be told from others by what was there before.</summary>
    public SemaphoreSlim OneAtATime { get; } = new(1, 1);

    public DigitalOceanApi Api => _api ?? throw new ProviderException("the DigitalOcean provider was used before it was configured");

    /// <summary>The regions and sizes on offer, or null while the settings are not all known (in a preview).</summary>
    public Catalogue? Catalogue => _catalogue;

    public void Open(DigitalOceanApi api, DigitalOceanApi once, bool hasToken)
    {
        _api = api;
        _catalogue = hasToken ? new Catalogue(once) : null;
    }
}
