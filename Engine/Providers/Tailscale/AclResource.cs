using System.Net;
using System.Net.Http.Headers;
using System.Text;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Tailscale;

/// <summary>
/// The policy file of the tailnet. There always is one: creating the resource writes over the default, and over another only where
/// <c>overwriteExistingContent</c> says so; destroying it leaves the file unless <c>resetAclOnDestroy</c> says otherwise.
/// </summary>
internal sealed class AclResource(Tailnet tailnet) : IResource
{
    // Tailscale's mark of a policy that nobody changed.
    private const string Untouched = "\"ts-default\"";

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("tailscale:index/acl:Acl",
    [
        PropertySpec.Text("acl") with { Required = true },
        PropertySpec.Bool("overwriteExistingContent"),
        PropertySpec.Bool("resetAclOnDestroy"),
    ]);

    /// <inheritdoc/>
    public async Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel)
    {
        if (inputs.Text("acl") is not { } acl) return [];
        if (HuJson.Mistake(acl) is { } mistake) return [new CheckFailure("acl", mistake)];
        if (!tailnet.CanAsk) return [];
        try
        {
            var answer = await tailnet.Client.SendPreparedAsync(HttpMethod.Post, tailnet.Policy + "/validate", request => request.Content = Content(acl), cancel);
            return TailscaleProvider.Explain(answer) is { Length: > 0 } words ? [new CheckFailure("acl", $"Tailscale says: {words}")] : [];
        }
        catch (ApiException error) when (error.IsAmbiguous || error.IsNotFound || error.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            // A preview may run before there is anybody to ask, or against a server that does not check; the update says what is wrong.
            return [];
        }
        catch (ApiException error)
        {
            return [new CheckFailure("acl", error.Message)];
        }
    }

    /// <inheritdoc/>
    public DiffResult Refine(DiffResult diff, DiffRequest request) =>
        request.OldInputs.Text("acl") is { } old && request.NewInputs.Text("acl") is { } now && HuJson.Same(old, now) ? diff with { Detailed = diff.Detailed.Remove("acl") } : diff;

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var acl = request.Inputs.Text("acl")!;
        try
        {
            await tailnet.Client.CreateOnceAsync(
                () => SetAsync(acl, request.Inputs.Truth("overwriteExistingContent") == true ? null : Untouched, cancel),
                async () => HuJson.Same(await GetAsync(cancel), acl) ? acl : null, cancel);
        }
        catch (ApiException error) when (error.Status == HttpStatusCode.PreconditionFailed)
        {
            throw new ProviderException("the tailnet has a policy file that somebody changed: import it (any id will do), or set overwriteExistingContent to write over it", error);
        }
        return new CreateResult(Guid.NewGuid().ToString(), Outputs(request.Inputs));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync<ReadResult?>(async () =>
    {
        var there = await GetAsync(cancel);
        var inputs = request.Inputs.Text("acl") is { } known && HuJson.Same(known, there) ? request.Inputs : request.Inputs.With("acl", new PropertyValue.Text(there));
        return new ReadResult(request.Id, inputs, Outputs(inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await SetAsync(request.NewInputs.Text("acl")!, null, cancel);
        return Outputs(request.NewInputs);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        // An empty one is the default one.
        if (request.Inputs.Truth("resetAclOnDestroy") == true) await SetAsync("", null, cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync<ReadResult?>(async () =>
        request.Inputs.Text("acl") is { } acl && HuJson.Same(await GetAsync(cancel), acl)
            ? new ReadResult(Guid.NewGuid().ToString(), request.Inputs, Outputs(request.Inputs)) : null);

    private static PropertyMap Outputs(PropertyMap inputs) => inputs.Without(ResourceSchema.DefaultsKey);

    private Task<string> GetAsync(CancellationToken cancel) => tailnet.Client.SendPreparedAsync(
        HttpMethod.Get, tailnet.Policy, request => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/hujson")), cancel);

    private Task<string> SetAsync(string acl, string? onlyOver, CancellationToken cancel) => tailnet.Client.SendPreparedAsync(HttpMethod.Post, tailnet.Policy, request =>
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/hujson"));
        if (onlyOver is not null) request.Headers.TryAddWithoutValidation("If-Match", onlyOver);
        request.Content = Content(acl);
    }, cancel);

    private static StringContent Content(string acl) => new(acl, Encoding.UTF8, "application/hujson");
}
