using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>A public key in the account; found again by its fingerprint, of which the account allows one.</summary>
internal sealed class SshKeyResource(Connection connection) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/sshKey:SshKey",
    [
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Text("publicKey") with { Required = true, Replaces = true, Trimmed = true },
    ]);

    private ApiClient Client => connection.Api.Client;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult<IEnumerable<CheckFailure>>(
        inputs.Text("publicKey") is { } key && Fingerprint(key) is null
            ? [new CheckFailure("publicKey", "is no OpenSSH public key (\"ssh-ed25519 AAAA…\")")]
            : []);

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var publicKey = request.Inputs.Text("publicKey")!;
        var body = new JsonObject { ["name"] = request.Inputs.Text("name"), ["public_key"] = publicKey };
        var key = (await Client.CreateOnceAsync(
            () => Client.SendAsync<SshKeyAnswer>(HttpMethod.Post, "/v2/account/keys", body, cancel),
            () => WithKeyAsync(publicKey, cancel), cancel)).SshKey;
        return new CreateResult(key.Id.ToString(CultureInfo.InvariantCulture), Outputs(key));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await Client.GetAsync<SshKeyAnswer>(Path(request.Id), cancel) is not { SshKey: var key }) return null;
        var inputs = request.Inputs.With("name", new PropertyValue.Text(key.Name));
        if (inputs.Text("publicKey")?.Trim() != key.PublicKey.Trim()) inputs = inputs.With("publicKey", new PropertyValue.Text(key.PublicKey));
        return new ReadResult(request.Id, inputs, Outputs(key));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () => Outputs(
        (await Client.SendAsync<SshKeyAnswer>(HttpMethod.Put, Path(request.Id), new JsonObject { ["name"] = request.NewInputs.Text("name") }, cancel)).SshKey));

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Client.DeleteAsync(Path(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (request.Inputs.Text("publicKey") is not { } publicKey || await WithKeyAsync(publicKey, cancel) is not { SshKey: var key }) return null;
        var id = key.Id.ToString(CultureInfo.InvariantCulture);
        return request.KnownIds.Contains(id) ? null : new ReadResult(id, request.Inputs, Outputs(key));
    });

    /// <summary>The fingerprint that the API calls a key by: the MD5 of what the line holds in base64. Null for what is no key.</summary>
    internal static string? Fingerprint(string publicKey)
    {
        var words = publicKey.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return null;
        var blob = new byte[words[1].Length];
        if (!Convert.TryFromBase64String(words[1], blob, out var length) || length < 8) return null;
#pragma warning disable CA5351 // DigitalOcean's name for a key, not a protection.
        return string.Join(':', MD5.HashData(blob.AsSpan(0, length)).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
#pragma warning restore CA5351
    }

    private Task<SshKeyAnswer?> WithKeyAsync(string publicKey, CancellationToken cancel) => Client.GetAsync<SshKeyAnswer>(Path(Fingerprint(publicKey)!), cancel);

    private static PropertyMap Outputs(SshKey key) => PropertyMap.Empty
        .With("id", new PropertyValue.Text(key.Id.ToString(CultureInfo.InvariantCulture)))
        .With("name", new PropertyValue.Text(key.Name))
        .With("publicKey", new PropertyValue.Text(key.PublicKey))
        .With("fingerprint", new PropertyValue.Text(key.Fingerprint));

    private static string Path(string id) => $"/v2/account/keys/{Uri.EscapeDataString(id)}";
}
