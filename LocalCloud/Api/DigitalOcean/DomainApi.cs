using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/domains.</summary>
internal sealed partial class DomainApi(StateStore store)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/domains", call => Task.FromResult(Page.List(call, "domains", store.Current.Domains.Values, View)));
        api.DigitalOcean(routes, "POST", "/v2/domains", CreateAsync);
        api.DigitalOcean(routes, "GET", "/v2/domains/{domain}", call => Task.FromResult(Reply.Ok(new { Domain = View(Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "DELETE", "/v2/domains/{domain}", DeleteAsync);
    }

    public static Domain Demand(CloudState state, Call call) =>
        state.Domains.GetValueOrDefault(call.Route("domain").ToLowerInvariant()) ?? throw ApiException.NotFound();

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<DomainBody>();
        var name = body.Name?.ToLowerInvariant();
        if (name is null || !ValidName().IsMatch(name))
            throw ApiException.Unprocessable($"domain '{body.Name}': name is invalid");
        var address = Address(body.IpAddress);
        var domain = await store.UpdateAsync(
            state =>
            {
                if (state.Domains.ContainsKey(name))
                    throw ApiException.Unprocessable($"domain '{name}': name already exists");
                var records = Records(address, state.NextId);
                var made = new Domain { Name = name, Records = records.ToImmutableSortedDictionary(record => record.Id, record => record) };
                return ((state with { NextId = state.NextId + records.Length }).With(made), made);
            },
            call.Cancel);
        return Reply.Created(new { Domain = View(domain) });
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(
            state =>
            {
                var name = Demand(state, call).Name;
                return state with { Domains = state.Domains.Remove(name), Assignments = state.Assignments.Remove(Urn.Of(Urn.Domain, name)) };
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private static IPAddress? Address(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork ? address
        : throw ApiException.Unprocessable($"ip_address '{text}' is not an IPv4 address");

    // What DigitalOcean gives every new domain.
    private static ImmutableArray<DomainRecord> Records(IPAddress? address, long id)
    {
        var records = ImmutableArray.CreateBuilder<DomainRecord>();
        records.Add(new DomainRecord { Id = id, Type = "SOA", Name = "@", Data = $"{Domain.DefaultTtl}" });
        records.AddRange(Enumerable.Range(1, 3).Select(number => new DomainRecord { Id = id + number, Type = "NS", Name = "@", Data = $"ns{number}.digitalocean.com" }));
        if (address is not null)
            records.Add(new DomainRecord { Id = id + 4, Type = "A", Name = "@", Data = address.ToString() });
        return records.ToImmutable();
    }

    private static object View(Domain domain) => new { domain.Name, Ttl = Domain.DefaultTtl, ZoneFile = ZoneFile.Of(domain) };

    [GeneratedRegex(@"\A(?=.{1,253}\z)([a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z0-9\-]{2,63}\z")]
    private static partial Regex ValidName();

    private sealed record DomainBody(string? Name, string? IpAddress);
}
