using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Tailscale;

/// <summary>
/// An auth key. Its secret is told once, when it is made; so a key whose answer was lost is worthless: it is found by its description,
/// deleted, and another is made. To that end the description ends with a mark made from the URN, which is not part of the inputs or outputs.
/// </summary>
internal sealed partial class TailnetKeyResource(Tailnet tailnet) : IResource
{
    private const int LongestDescription = 50;
    private static readonly PropertyValue False = new PropertyValue.Bool(false);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("tailscale:index/tailnetKey:TailnetKey",
    [
        PropertySpec.Bool("reusable") with { Replaces = true, Absent = False },
        PropertySpec.Bool("ephemeral") with { Replaces = true, Absent = False },
        PropertySpec.Bool("preauthorized") with { Replaces = true, Absent = False },
        PropertySpec.Set("tags", PropertyKind.Text) with { Replaces = true },
        PropertySpec.Number("expiry") with { Replaces = true },
        PropertySpec.Text("description") with { Replaces = true },
        PropertySpec.Text("recreateIfInvalid") with { OneOf = ["", "always", "never"] },
        PropertySpec.Text("userId"),
    ]);

    private ApiClient Client => tailnet.Client;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public DiffResult Refine(DiffResult diff, DiffRequest request)
    {
        var again = request.NewInputs.Text("recreateIfInvalid") switch
        {
            "always" => true,
            "never" => false,
            _ => request.NewInputs.Truth("reusable") == true,
        };
        // A single-use key is invalid once it was used, which is as it should be.
        return request.OldOutputs.Truth("invalid") == true && again
            ? diff with { Detailed = diff.Detailed.SetItem("invalid", new PropertyDiff(PropertyDiffKind.Update, Replaces: true)) }
            : diff;
    }

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var inputs = request.Inputs;
        // The second half tells this attempt from the key that it replaces.
        var mark = MarkOf(request.Urn) + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var body = ToRequest(inputs, Marked(inputs.Text("description"), mark));
        var key = await Client.CreateOnceAsync(
            () => Client.SendAsync<AuthKey>(HttpMethod.Post, tailnet.Keys, body, cancel),
            async () =>
            {
                foreach (var lost in await WithMarkAsync(mark, cancel)) await Client.DeleteAsync(tailnet.Key(lost), cancel);
                return null;
            }, cancel);
        if (string.IsNullOrEmpty(key.Key)) throw new PartialCreateException("Tailscale made a key but did not tell it", key.Id, ToOutputs(key, inputs, null));
        return new CreateResult(key.Id, ToOutputs(key, inputs, null));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var key = await Client.GetAsync<AuthKey>(tailnet.Key(request.Id), cancel);
        // As the official provider has it: a key that is gone is an invalid key, which Diff may or may not make anew.
        if (key is null) return request.Outputs.Count == 0 ? null : new ReadResult(request.Id, request.Inputs, request.Outputs.With("invalid", new PropertyValue.Bool(true)));
        if (key.KeyType is not (null or "auth")) throw new ProviderException($"the Tailscale key {request.Id} is of type {key.KeyType}; only auth keys are supported");
        var outputs = ToOutputs(key, request.Inputs, request.Outputs);
        return new ReadResult(request.Id, request.Inputs.Count > 0 ? request.Inputs : Imported(outputs), outputs);
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        // Only recreateIfInvalid changes in place, and Tailscale does not know of it.
        var outputs = request.OldOutputs.Without("recreateIfInvalid");
        return Task.FromResult(request.NewInputs.TryGetValue("recreateIfInvalid", out var value) ? outputs.With("recreateIfInvalid", value) : outputs);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Client.DeleteAsync(tailnet.Key(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync<ReadResult?>(async () =>
    {
        // Its secret is lost, so there is nothing to adopt, only to clear away.
        foreach (var lost in (await WithMarkAsync(MarkOf(request.Urn), cancel)).Where(id => !request.KnownIds.Contains(id)))
            await Client.DeleteAsync(tailnet.Key(lost), cancel);
        return null;
    });

    private static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        if (inputs.Text("description") is { } description && (description.Length > LongestDescription || !Description().IsMatch(description)))
            yield return new CheckFailure("description", "must be letters, digits, dashes and spaces, 50 at most");
        if (inputs.Number("expiry") is { } expiry && expiry is < 1 or > 7776000)
            yield return new CheckFailure("expiry", "must be seconds, from 1 to 7776000 (90 days)");
        foreach (var tag in inputs.Texts("tags").Where(tag => !tag.StartsWith("tag:", StringComparison.Ordinal)))
            yield return new CheckFailure("tags", $"'{tag}' must begin with 'tag:'");
    }

    private static string MarkOf(string urn) => "e3-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[..8];

    private static string Marked(string? description, string mark)
    {
        // Tailscale takes 50 characters.
        var kept = description is null ? "" : description[..Math.Min(description.Length, LongestDescription - mark.Length - 1)].TrimEnd() + " ";
        return kept + mark;
    }

    /// <summary>The ids of the keys whose description ends with a mark, or with one that begins so. Listings may leave it out, hence the look at each key that has none.</summary>
    private async Task<List<string>> WithMarkAsync(string mark, CancellationToken cancel)
    {
        var ids = new List<string>();
        foreach (var listed in (await Client.SendAsync<KeyList>(HttpMethod.Get, tailnet.Keys, null, cancel)).Keys)
        {
            var key = listed.Description is null ? await Client.GetAsync<AuthKey>(tailnet.Key(listed.Id), cancel) : listed;
            var last = key?.Description?.Split(' ')[^1];
            if (last is not null && last.StartsWith(mark, StringComparison.Ordinal) && key!.Invalid != true && key.Revoked is null) ids.Add(listed.Id);
        }
        return ids;
    }

    private static JsonObject ToRequest(PropertyMap inputs, string description)
    {
        var create = new JsonObject
        {
            ["reusable"] = inputs.Truth("reusable") ?? false,
            ["ephemeral"] = inputs.Truth("ephemeral") ?? false,
            ["preauthorized"] = inputs.Truth("preauthorized") ?? false,
        };
        if (inputs.Texts("tags") is { Length: > 0 } tags) create["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]);
        var body = new JsonObject { ["capabilities"] = new JsonObject { ["devices"] = new JsonObject { ["create"] = create } }, ["description"] = description };
        if (inputs.Number("expiry") is { } expiry) body["expirySeconds"] = (long)expiry;
        return body;
    }

    private PropertyMap ToOutputs(AuthKey key, PropertyMap inputs, PropertyMap? before)
    {
        var create = key.Capabilities?.Devices?.Create;
        var seconds = key.ExpirySeconds ?? (key.Expires - key.Created)?.TotalSeconds ?? inputs.Number("expiry") ?? 7776000;
        var outputs = inputs.Without(ResourceSchema.DefaultsKey)
            .With("id", new PropertyValue.Text(key.Id))
            .With("description", new PropertyValue.Text(inputs.Text("description") ?? ""))
            .With("reusable", Or(create?.Reusable, "reusable"))
            .With("ephemeral", Or(create?.Ephemeral, "ephemeral"))
            .With("preauthorized", Or(create?.Preauthorized, "preauthorized"))
            .With("tags", (create is { Tags.IsDefaultOrEmpty: false } ? create.Tags : inputs.Texts("tags")).ToProperty())
            .With("expiry", new PropertyValue.Number(Math.Round(seconds)))
            .With("createdAt", Time(key.Created))
            .With("expiresAt", Time(key.Expires))
            .With("invalid", new PropertyValue.Bool(key.Invalid == true || key.Revoked is not null || key.Expires <= tailnet.Clock.GetUtcNow()))
            .With("userId", new PropertyValue.Text(key.UserId ?? ""));
        var secret = key.Key ?? before?.Text("key");
        return secret is null ? outputs : outputs.With("key", new PropertyValue.Secret(new PropertyValue.Text(secret)));

        PropertyValue Or(bool? told, string name) => new PropertyValue.Bool(told ?? inputs.Truth(name) ?? false);
    }

    private static PropertyMap Imported(PropertyMap outputs) => PropertyMap.From(
        outputs.Where(entry => entry.Key is "reusable" or "ephemeral" or "preauthorized" or "tags" or "expiry" && !Equals(entry.Value, False)));

    private static PropertyValue.Text Time(DateTimeOffset? time) =>
        new(time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "");

    [GeneratedRegex("^[A-Za-z0-9 -]+$")]
    private static partial Regex Description();
}
