using System.Reflection;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Api.Tailscale;
using E3.LocalCloud.Control;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.Faults;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;
using E3.LocalCloud.Wan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Server;

/// <summary>
/// /e3/: what a real cloud has no API for. Health, the latency profile, how well the network kept its times, devices that join a tailnet,
/// faults, stopping.
/// </summary>
internal sealed class ControlApi(
    CloudSettings settings, StateStore store, DropletKeeper keeper, EmulatorSupervisor? emulator, DeviceControl devices, FaultInjector faults)
{
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether everything an earlier server left is taken up.</summary>
    public bool Ready { get; set; }

    /// <summary>Completes when somebody asked for the server to stop.</summary>
    public Task StopAsked => _stop.Task;

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "GET", "/e3/health", HealthAsync);
        Map(routes, "PUT", "/e3/profile", ProfileAsync);
        Map(routes, "GET", "/e3/network", NetworkAsync);
        Map(routes, "POST", "/e3/devices", devices.JoinAsync);
        Map(routes, "PUT", "/e3/devices/{device}", devices.PresenceAsync);
        Map(routes, "GET", "/e3/devices/{device}/peers", devices.PeersAsync);
        Map(routes, "GET", "/e3/faults", _ => Task.FromResult(Reply.Ok(faults.Report())));
        Map(routes, "PUT", "/e3/faults", FaultsAsync);
        Map(routes, "DELETE", "/e3/faults", _ =>
        {
            var report = faults.Report();
            faults.Plan = FaultPlan.None;
            return Task.FromResult(Reply.Ok(report));
        });
        Map(routes, "POST", "/e3/stop", _ =>
        {
            _stop.TrySetResult();
            return Task.FromResult(Reply.Accepted(new { Stopping = true }));
        });
    }

    private async Task<Reply> HealthAsync(Call call)
    {
        var state = store.Current;
        return Reply.Ok(new CloudHealth
        {
            Root = settings.Root,
            Pid = Environment.ProcessId,
            Version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
            Ready = Ready,
            Profile = settings.Profile.Name,
            Network = state.Block is { } block && settings.WithHosts ? new AddressBlock(block).Network.ToString() : null,
            Droplets = state.VisibleDroplets.Count(),
            Running = state.VisibleDroplets.Count(droplet => droplet.Status == DropletStatus.Active),
            Removing = state.Droplets.Values.Count(droplet => droplet.Deleting),
            Emulator = emulator is null ? null : await EmulatorAsync(emulator, call.Cancel),
            Problems = keeper.Problems.ToDictionary(
                problem => state.Droplets.TryGetValue(problem.Key, out var droplet) ? $"{droplet.Name} ({problem.Key})" : $"{problem.Key}",
                problem => problem.Value),
        });
    }

    private static async Task<EmulatorHealth> EmulatorAsync(EmulatorSupervisor emulator, CancellationToken cancel)
    {
        try
        {
            var health = await emulator.Client.PingAsync(cancel);
            var report = await emulator.Client.ReportAsync(null, cancel);
            return new EmulatorHealth(
                health.Pid,
                true,
                emulator.Restarts,
                [.. health.Warnings, .. health.Lost.Select(host => $"host {host} lost its interface")],
                new EmulatorLateness(report.Packets, report.P50Micros, report.P99Micros, report.BoundMicros));
        }
        catch (WanException e)
        {
            return new EmulatorHealth(emulator.Pid ?? 0, false, emulator.Restarts, [e.Message]);
        }
    }

    private async Task<Reply> ProfileAsync(Call call)
    {
        var name = (await call.BodyAsync<ProfileBody>(ApiJson.Camel)).Name ?? throw ApiException.BadRequest("name is missing: the latency profile to use");
        LatencyProfile profile;
        try
        {
            profile = LatencyProfile.Load(name);
            foreach (var droplet in store.Current.VisibleDroplets.Where(_ => settings.WithHosts))
                profile.Demand(droplet.Region);
            if (emulator is not null)
                await emulator.Client.SetProfileAsync(name, call.Cancel);
        }
        catch (Exception e) when (e is LatencyProfileException or WanException or ArgumentException)
        {
            throw ApiException.Unprocessable(e.Message);
        }

        settings.Profile = profile;
        await store.UpdateAsync(state => state with { Profile = name }, call.Cancel);
        return Reply.Ok(new { profile.Name });
    }

    private async Task<Reply> FaultsAsync(Call call)
    {
        var plan = await call.BodyAsync<FaultPlan>(ApiJson.Camel);
        if (plan.Fault() is { } wrong)
            throw ApiException.Unprocessable(wrong);
        faults.Plan = plan;
        return Reply.Ok(faults.Report());
    }

    private async Task<Reply> NetworkAsync(Call call)
    {
        if (emulator is null)
            throw ApiException.NotFound();
        try
        {
            return Reply.Ok(await emulator.Client.ReportAsync(call.Query("since"), call.Cancel));
        }
        catch (WanException e)
        {
            // Also a mark of an emulator that has been restarted since: nobody watched all of that time.
            throw ApiException.Conflict(e.Message);
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string method, string pattern, Func<Call, Task<Reply>> handle) =>
        routes.MapMethods(pattern, [method], async context =>
        {
            Reply reply;
            try
            {
                // A page in a browser can post to loopback; it cannot leave out Origin.
                if (context.Request.Headers.Origin.Count > 0)
                    throw new ApiException(StatusCodes.Status403Forbidden, "forbidden", "not for web pages");
                reply = await handle(new Call(context));
            }
            catch (ApiException e)
            {
                reply = new Reply(e.Status, new { e.Id, e.Message });
            }

            context.Response.StatusCode = reply.Status;
            await context.Response.WriteAsJsonAsync(reply.Body, reply.Body!.GetType(), ApiJson.Camel, context.RequestAborted);
        });

    private sealed record ProfileBody(string? Name);
}
