using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/domains/…/records.</summary>
internal sealed class RecordApi(StateStore store)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string all = "/v2/domains/{domain}/records";
        api.DigitalOcean(routes, "GET", all, ListAsync);
        api.DigitalOcean(routes, "POST", all, CreateAsync);
        api.DigitalOcean(routes, "GET", all + "/{record}", call => Task.FromResult(Show(Demand(DomainApi.Demand(store.Current, call), call))));
        api.DigitalOcean(routes, "PUT", all + "/{record}", ChangeAsync);
        api.DigitalOcean(routes, "PATCH", all + "/{record}", ChangeAsync);
        api.DigitalOcean(routes, "DELETE", all + "/{record}", DeleteAsync);
    }

    private Task<Reply> ListAsync(Call call)
    {
        var domain = DomainApi.Demand(store.Current, call);
        var (type, name) = (call.Query("type"), call.Query("name"));
        var shown = domain.Records.Values
            .Where(record => type is null || record.Type == type)
            .Where(record => name is null || RecordRequest.FullName(record, domain) == name);
        return Task.FromResult(Page.List(call, "domain_records", shown, View));
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<RecordRequest>();
        var record = await store.UpdateAsync(
            state =>
            {
                var domain = DomainApi.Demand(state, call);
                var made = body.New(domain, state.NextId);
                return ((state with { NextId = state.NextId + 1 }).With(domain.With(made)), made);
            },
            call.Cancel);
        return Reply.Created(new { DomainRecord = View(record) });
    }

    private async Task<Reply> ChangeAsync(Call call)
    {
        var body = await call.BodyAsync<RecordRequest>();
        return Show(await store.UpdateAsync(
            state =>
            {
                var domain = DomainApi.Demand(state, call);
                var changed = body.Changed(domain, Demand(domain, call));
                return (state.With(domain.With(changed)), changed);
            },
            call.Cancel));
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(
            state =>
            {
                var domain = DomainApi.Demand(state, call);
                return state.With(domain with { Records = domain.Records.Remove(Demand(domain, call).Id) });
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private static DomainRecord Demand(Domain domain, Call call) =>
        domain.Records.GetValueOrDefault(call.RouteNumber("record")) ?? throw ApiException.NotFound();

    private static Reply Show(DomainRecord record) => Reply.Ok(new { DomainRecord = View(record) });

    private static object View(DomainRecord record) => new
    {
        record.Id,
        record.Type,
        record.Name,
        record.Data,
        record.Priority,
        record.Port,
        record.Ttl,
        record.Weight,
        record.Flags,
        record.Tag,
    };
}
