using System.Globalization;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/account/keys: SSH keys, named by id or by fingerprint.</summary>
internal sealed class KeyApi(StateStore store)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/account/keys", call =>
            Task.FromResult(Page.List(call, "ssh_keys", store.Current.Keys.Values, View.Key)));
        api.DigitalOcean(routes, "POST", "/v2/account/keys", CreateAsync);
        api.DigitalOcean(routes, "GET", "/v2/account/keys/{key}", call => Task.FromResult(Show(Demand(store.Current, call.Route("key")))));
        api.DigitalOcean(routes, "PUT", "/v2/account/keys/{key}", RenameAsync);
        api.DigitalOcean(routes, "DELETE", "/v2/account/keys/{key}", DeleteAsync);
    }

    /// <summary>The key with this id or fingerprint, or null.</summary>
    public static AccountKey? Find(CloudState state, string named) =>
        long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? state.Keys.GetValueOrDefault(id)
            : state.Keys.Values.FirstOrDefault(key => key.Fingerprint == named);

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<KeyBody>();
        var name = Named(body.Name);
        var (line, fingerprint) = SshPublicKey.TryParse(body.PublicKey, out var parsed)
            ? parsed
            : throw ApiException.Unprocessable("Key invalid, key should be of the format `ssh-rsa [key] [comment]`");
        return Reply.Created(new
        {
            SshKey = View.Key(await store.UpdateAsync(
                state =>
                {
                    if (state.Keys.Values.Any(key => key.Fingerprint == fingerprint))
                        throw ApiException.Unprocessable("SSH Key is already in use on your account");
                    var key = new AccountKey(state.NextId, name, line, fingerprint);
                    return (state with { NextId = state.NextId + 1, Keys = state.Keys.Add(key.Id, key) }, key);
                },
                call.Cancel)),
        });
    }

    private async Task<Reply> RenameAsync(Call call)
    {
        var name = Named((await call.BodyAsync<KeyBody>()).Name);
        return Show(await store.UpdateAsync(
            state =>
            {
                var key = Demand(state, call.Route("key")) with { Name = name };
                return (state with { Keys = state.Keys.SetItem(key.Id, key) }, key);
            },
            call.Cancel));
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(state => state with { Keys = state.Keys.Remove(Demand(state, call.Route("key")).Id) }, call.Cancel);
        return Reply.NoContent;
    }

    private static AccountKey Demand(CloudState state, string named) => Find(state, named) ?? throw ApiException.NotFound();

    private static Reply Show(AccountKey key) => Reply.Ok(new { SshKey = View.Key(key) });

    private static string Named(string? name) =>
        string.IsNullOrWhiteSpace(name) ? throw ApiException.Unprocessable("Name can't be blank") : name;

    private sealed record KeyBody(string? Name, string? PublicKey);
}
