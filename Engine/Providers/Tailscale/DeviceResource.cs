using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Tailscale;

/// <summary>
/// Something that is set on a device, which itself comes and goes without us. The id is the device's; setting it again sets the same, so that
/// an interrupted create is found by doing it over.
/// </summary>
internal abstract class DeviceResource(Tailnet tailnet) : IResource
{
    /// <inheritdoc/>
    public abstract ResourceSchema Schema { get; }

    protected ApiClient Client => tailnet.Client;

    /// <inheritdoc/>
    public virtual Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Enumerable.Empty<CheckFailure>());

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var id = request.Inputs.Text("deviceId")!;
        await SetOnceAsync(id, request.Inputs, cancel);
        return new CreateResult(id, Outputs(id, request.Inputs));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await Client.GetAsync<Device>(Device.PathOf(request.Id), cancel) is not { } device) return null;
        var inputs = Seen(device, request.Inputs);
        // A device has an older id and a newer; whichever the program gave is right.
        if (inputs.Text("deviceId") is null) inputs = inputs.With("deviceId", new PropertyValue.Text(request.Id));
        return new ReadResult(request.Id, inputs, Outputs(request.Id, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await SetOnceAsync(request.Id, request.NewInputs, cancel);
        return Outputs(request.Id, request.NewInputs);
    });

    /// <inheritdoc/>
    public abstract Task DeleteAsync(DeleteRequest request, CancellationToken cancel);

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (request.Inputs.Text("deviceId") is not { } id || request.KnownIds.Contains(id) || await Client.GetAsync<Device>(Device.PathOf(id), cancel) is not { } device) return null;
        return IsSet(device, request.Inputs) ? new ReadResult(id, request.Inputs, Outputs(id, request.Inputs)) : null;
    });

    /// <summary>Sets it; may be repeated.</summary>
    protected abstract (string Path, JsonNode Body) Setting(PropertyMap inputs);

    /// <summary>The inputs with what the device has.</summary>
    protected abstract PropertyMap Seen(Device device, PropertyMap inputs);

    protected bool IsSet(Device device, PropertyMap inputs) => Equals(Seen(device, inputs).Reveal(), inputs.Reveal());

    protected async Task SetOnceAsync(string id, PropertyMap inputs, CancellationToken cancel)
    {
        var (path, body) = Setting(inputs);
        try
        {
            await Client.CreateOnceAsync(
                () => Client.SendAsync(HttpMethod.Post, $"{Device.PathOf(id)}/{path}", body.DeepClone(), cancel),
                async () => await Client.GetAsync<Device>(Device.PathOf(id), cancel) is { } device && IsSet(device, inputs) ? "" : null, cancel);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            throw new ProviderException($"there is no device {id} in the tailnet: deviceId is what getDevice tells as id or nodeId", error);
        }
    }

    private static PropertyMap Outputs(string id, PropertyMap inputs) => inputs.Without(ResourceSchema.DefaultsKey).With("id", new PropertyValue.Text(id));
}

/// <summary>The tags of a device; a device without tags would be a person's again, which takes that person.</summary>
internal sealed class DeviceTagsResource(Tailnet tailnet) : DeviceResource(tailnet)
{
    /// <inheritdoc/>
    public override ResourceSchema Schema { get; } = new("tailscale:index/deviceTags:DeviceTags",
    [
        PropertySpec.Text("deviceId") with { Required = true, Replaces = true },
        PropertySpec.Set("tags", PropertyKind.Text) with { Required = true },
    ]);

    /// <inheritdoc/>
    public override Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(
        inputs.Texts("tags").Where(tag => !tag.StartsWith("tag:", StringComparison.Ordinal)).Select(tag => new CheckFailure("tags", $"'{tag}' must begin with 'tag:'")));

    /// <inheritdoc/>
    public override Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await Client.GetAsync<Device>(Device.PathOf(request.Id), cancel) is not null)
            await SetOnceAsync(request.Id, request.Inputs.With("tags", Array.Empty<string>().ToProperty()), cancel);
        return true;
    });

    /// <inheritdoc/>
    protected override (string Path, JsonNode Body) Setting(PropertyMap inputs) =>
        ("tags", new JsonObject { ["tags"] = new JsonArray([.. inputs.Texts("tags").Select(tag => JsonValue.Create(tag))]) });

    /// <inheritdoc/>
    protected override PropertyMap Seen(Device device, PropertyMap inputs)
    {
        var tags = device.Tags ?? [];
        // Order means nothing, so what is the same stays as it was written.
        return tags.Order(StringComparer.Ordinal).SequenceEqual(inputs.Texts("tags").Order(StringComparer.Ordinal)) ? inputs : inputs.With("tags", tags.ToProperty());
    }
}

/// <summary>Whether a device may take part; destroying the resource leaves that as it is, like the official provider.</summary>
internal sealed class DeviceAuthorizationResource(Tailnet tailnet) : DeviceResource(tailnet)
{
    /// <inheritdoc/>
    public override ResourceSchema Schema { get; } = new("tailscale:index/deviceAuthorization:DeviceAuthorization",
    [
        PropertySpec.Text("deviceId") with { Required = true, Replaces = true },
        PropertySpec.Bool("authorized") with { Required = true },
    ]);

    /// <inheritdoc/>
    public override Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override (string Path, JsonNode Body) Setting(PropertyMap inputs) => ("authorized", new JsonObject { ["authorized"] = inputs.Truth("authorized") });

    /// <inheritdoc/>
    protected override PropertyMap Seen(Device device, PropertyMap inputs) => inputs.With("authorized", new PropertyValue.Bool(device.Authorized));
}
