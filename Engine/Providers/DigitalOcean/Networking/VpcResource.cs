using System.Net;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Networking;

/// <summary>A VPC; found again by its name, of which the account allows one.</summary>
internal sealed class VpcResource(Connection connection) : IResource
{
    private const int LongestDescription = 255;
    private static readonly TimeSpan PatienceForDelete = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/vpc:Vpc",
    [
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Text("region") with { Required = true, Replaces = true },
        PropertySpec.Text("ipRange") with { Replaces = true, IsComputed = true },
        PropertySpec.Text("description"),
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var body = new JsonObject { ["name"] = request.Inputs.Text("name"), ["region"] = request.Inputs.Text("region") };
        if (request.Inputs.Text("description") is { } description) body["description"] = description;
        if (request.Inputs.Text("ipRange") is { } range) body["ip_range"] = range;
        // DigitalOcean may give two that are made at a time the same range.
        await connection.OneAtATime.WaitAsync(cancel);
        try
        {
            var vpc = (await Api.Client.CreateOnceAsync(
                () => Api.Client.SendAsync<VpcAnswer>(HttpMethod.Post, "/v2/vpcs", body, cancel),
                async () => await NamedAsync(request.Inputs, cancel) is { } found ? new VpcAnswer(found) : null, cancel)).Vpc;
            return new CreateResult(vpc.Id, Outputs(vpc));
        }
        finally
        {
            connection.OneAtATime.Release();
        }
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await Api.Client.GetAsync<VpcAnswer>(Path(request.Id), cancel) is not { Vpc: var vpc }) return null;
        var inputs = request.Inputs.With("name", vpc.Name).With("region", vpc.Region);
        if (inputs.ContainsKey("ipRange") || request.Inputs.Count == 0) inputs = inputs.With("ipRange", vpc.IpRange);
        if (inputs.ContainsKey("description") || vpc.Description is { Length: > 0 }) inputs = inputs.With("description", vpc.Description ?? "");
        return new ReadResult(vpc.Id, inputs, Outputs(vpc));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var body = new JsonObject { ["name"] = request.NewInputs.Text("name"), ["description"] = request.NewInputs.Text("description") ?? "" };
        return Outputs((await Api.Client.SendAsync<VpcAnswer>(HttpMethod.Patch, Path(request.Id), body, cancel)).Vpc);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        // What was in it may still be going away.
        string refusal = "";
        try
        {
            return await Api.WaitForAsync(async () => await TryDeleteAsync(request.Id, words => refusal = words, cancel) ? "deleted" : null,
                request.Timeout ?? PatienceForDelete, $"deletion of the VPC {request.Id}", cancel);
        }
        catch (ProviderException error) when (refusal.Length > 0)
        {
            throw new ProviderException($"{error.Message}: {refusal}. Delete or move what is in it first", error);
        }
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await NamedAsync(request.Inputs, cancel) is { } vpc && !request.KnownIds.Contains(vpc.Id) ? new ReadResult(vpc.Id, request.Inputs, Outputs(vpc)) : null);

    private static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        if (inputs.Text("description")?.Length > LongestDescription) yield return new CheckFailure("description", $"must have {LongestDescription} characters at most");
        if (inputs.Text("ipRange") is { } range && !IPNetwork.TryParse(range, out _))
            yield return new CheckFailure("ipRange", $"'{range}' is no network in CIDR notation, such as 10.10.10.0/24");
    }

    public static PropertyMap Outputs(Vpc vpc) => PropertyMap.Empty
        .With("id", vpc.Id)
        .With("name", vpc.Name)
        .With("region", vpc.Region)
        .With("description", vpc.Description ?? "")
        .With("ipRange", vpc.IpRange)
        .With("vpcUrn", vpc.Urn)
        .With("default", vpc.Default)
        .With("createdAt", vpc.Created)
        .WithDeleteTimeout(PatienceForDelete);

    private async Task<bool> TryDeleteAsync(string id, Action<string> refused, CancellationToken cancel)
    {
        try
        {
            await Api.Client.DeleteAsync(Path(id), cancel);
            return true;
        }
        catch (ApiException error) when (error.Status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden
            && error.Message.Contains("members", StringComparison.OrdinalIgnoreCase))
        {
            refused(error.Message);
            return false;
        }
    }

    private async Task<Vpc?> NamedAsync(PropertyMap inputs, CancellationToken cancel) =>
        (await Api.ListAsync<VpcList, Vpc>("/v2/vpcs", page => page.Vpcs, cancel)).Find(vpc => vpc.Name == inputs.Text("name") && vpc.Region == inputs.Text("region"));

    private static string Path(string id) => $"/v2/vpcs/{Uri.EscapeDataString(id)}";
}
