using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Faults;

namespace E3.LocalCloud.Control;

/// <summary>How to start a local cloud.</summary>
public sealed record CloudOptions
{
    /// <summary>Name or path of the latency profile; null keeps the one last set, <c>digitalocean</c> at first.</summary>
    public string? Profile { get; init; }

    /// <summary>False serves the APIs only, without machines behind droplets; needs no root.</summary>
    public bool WithHosts { get; init; } = true;

    /// <summary>Further arguments of <c>E3.LocalCloud serve</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

/// <summary>
/// Starts, watches and stops the local cloud kept in a folder and served on a port of 127.0.0.1. The server is a process of its own, which
/// outlives the one that starts it. Errors are <see cref="CloudException"/>s that say what to do.
/// </summary>
/// <param name="root">The cloud's folder; made on the first start.</param>
/// <param name="port">The port.</param>
/// <param name="http">Used for the server's own endpoints; the caller disposes it.</param>
/// <param name="clock">Measures waiting.</param>
public sealed class CloudControl(string root, int port, HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>The cloud's folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>What <c>digitalocean:apiEndpoint</c> is for this cloud.</summary>
    public Uri Endpoint { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>What the server writes: its log, and the reason when it could not start.</summary>
    public string LogFile => Path.Combine(Root, "cloud.log");

    /// <summary>What this machine lacks for hosts; empty when nothing.</summary>
    public static Task<IReadOnlyList<MissingPart>> CheckMachineAsync(string root, CancellationToken cancel) =>
        MachineCheck.RunAsync(Path.GetFullPath(root), cancel);

    /// <summary>Makes sure that the cloud is served and ready: droplets of an earlier server are up again when this returns.</summary>
    public async Task<CloudHealth> StartAsync(CloudOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (await StatusAsync(cancel) is null)
        {
            if (PortHolder.Describe(port) is { } taken && !Leftovers.CloudProcesses(Root).Any())
                throw new CloudException(taken);
            var before = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
            return await ReadyAsync(await LaunchAsync(options, cancel), before, cancel);
        }

        var health = await ReadyAsync(null, 0, cancel);
        if (options.Profile is { } profile && profile != health.Profile)
            await SetProfileAsync(profile, cancel);
        return health with { Profile = options.Profile ?? health.Profile };
    }

    /// <summary>The cloud's health, or null when it is not served.</summary>
    /// <exception cref="CloudException">Another program, or another local cloud, holds the port.</exception>
    public async Task<CloudHealth?> StatusAsync(CancellationToken cancel)
    {
        var health = await AskAsync(cancel);
        return health is null || health.Root == Root
            ? health
            : throw new CloudException(health.Root is null
                ? PortHolder.Describe(port) ?? $"what answers on port {port} is no local cloud"
                : $"port {port} is taken by the local cloud kept in {health.Root} (pid {health.Pid}): stop that one, or choose another port (digitalocean:apiEndpoint).");
    }

    /// <summary>Changes the latency profile of the running cloud; packets under way keep their times.</summary>
    public async Task SetProfileAsync(string profile, CancellationToken cancel)
    {
        using var response = await http.PutAsJsonAsync(At("/e3/profile"), new { Name = profile }, ApiJson.Camel, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new CloudException(
                $"the local cloud did not take the latency profile '{profile}': {(await response.Content.ReadFromJsonAsync<Refusal>(ApiJson.Camel, cancel))?.Message}");
    }

    /// <summary>What goes wrong with calls of the running cloud's APIs, and how many did.</summary>
    public Task<FaultReport> FaultsAsync(CancellationToken cancel) => FaultsAsync(HttpMethod.Get, null, cancel);

    /// <summary>Makes calls of the running cloud's APIs go wrong, in place of what was set before, until it ends.</summary>
    public Task<FaultReport> SetFaultsAsync(FaultPlan plan, CancellationToken cancel) => FaultsAsync(HttpMethod.Put, plan, cancel);

    /// <summary>Makes no more calls go wrong.</summary>
    /// <returns>What had been set, and what came of it.</returns>
    public Task<FaultReport> ClearFaultsAsync(CancellationToken cancel) => FaultsAsync(HttpMethod.Delete, null, cancel);

    /// <summary>
    /// Stops the server and all hosts. The state stays while there is anything in the account, so that a later start brings it back.
    /// </summary>
    /// <returns>False when nothing was running.</returns>
    public async Task<bool> StopAsync(CancellationToken cancel)
    {
        if (await StatusAsync(cancel) is not { } health)
            return (await ReclaimProcessesAsync(cancel)).Any;
        var process = Hosts.ProcessIdentity.Find(health.Pid)?.Identity;
        if (await AskToStopAsync(cancel))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var timer = clock.CreateTimer(_ => limit.Cancel(), null, StopLimit, Timeout.InfiniteTimeSpan);
            try
            {
                while (process is { IsAlive: true })
                    await Task.Delay(Pause, clock, limit.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Not in time; what follows kills it.
            }
        }

        await ReclaimProcessesAsync(cancel);
        return true;
    }

    /// <summary>
    /// Removes everything of this cloud from the machine, whatever was killed before: processes, namespaces with their interfaces and
    /// routes, mounts, and the cloud's folder with its state. May be repeated.
    /// </summary>
    public async Task<Reclaimed> ReclaimAsync(CancellationToken cancel)
    {
        var reclaimed = await ReclaimProcessesAsync(cancel);
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        return reclaimed;
    }

    /// <summary>What of this cloud is on the machine though no server answers for it; all zero when nothing is.</summary>
    public Reclaimed FindLeftovers() => new(
        Leftovers.CloudProcesses(Root).Count() + Leftovers.HostProcesses(HostsFolder).Count(),
        Leftovers.Namespaces(Root, null).Count());

    // False when it went away while being asked, which is as good.
    private async Task<bool> AskToStopAsync(CancellationToken cancel)
    {
        try
        {
            using var response = await http.PostAsync(At("/e3/stop"), null, cancel);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<CloudHealth?> AskAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            while (true)
            {
                try
                {
                    return await http.GetFromJsonAsync<CloudHealth>(At("/e3/health"), ApiJson.Camel, both.Token);
                }
                catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                {
                    return null;
                }
                catch (HttpRequestException e) when (e.InnerException is IOException)
                {
                    // A server that is being killed drops its connections a moment before its port is free.
                    await Task.Delay(Pause, clock, both.Token);
                }
            }
        }
        catch (Exception e) when ((e is OperationCanceledException && !cancel.IsCancellationRequested)
            || e is HttpRequestException or JsonException or NotSupportedException)
        {
            throw new CloudException(PortHolder.Describe(port) ?? $"what is on port {port} does not answer as a local cloud", e);
        }
    }

    private string HostsFolder => Hosts.HostFolder.Of(Root);

    private async Task<Reclaimed> ReclaimProcessesAsync(CancellationToken cancel)
    {
        // Without root there were no hosts; the server of an API-only cloud is the user's own.
        var processes = await Leftovers.KillAsync(() => Leftovers.CloudProcesses(Root), clock, cancel)
            + await Leftovers.KillAsync(() => Leftovers.HostProcesses(HostsFolder), clock, cancel);
        var abandoned = await AbandonedPortAsync(cancel);
        var namespaces = Leftovers.Namespaces(Root, abandoned).ToArray();
        foreach (var name in namespaces)
            await Hosts.NetworkNamespace.DeleteAsync(name, cancel);
        if (abandoned is not null)
            await Network.Reservation.ReleaseAsync(Network.Reservation.MetricOf(port), cancel);
        return new Reclaimed(processes, namespaces.Length);
    }

    // Namespaces named after the port may be another cloud's, if that one is served there now.
    private async Task<int?> AbandonedPortAsync(CancellationToken cancel)
    {
        try
        {
            return await StatusAsync(cancel) is null ? port : null;
        }
        catch (CloudException)
        {
            return null;
        }
    }

    private async Task<int> LaunchAsync(CloudOptions options, CancellationToken cancel)
    {
        Server.CloudFolder.Make(Root);
        var (executable, program) = CloudProgram.Command(
        [
            "serve", "--root", Root, "--port", port.ToString(CultureInfo.InvariantCulture), "--hosts", options.WithHosts ? "namespaces" : "none",
            .. options.Profile is null ? Array.Empty<string>() : ["--profile", options.Profile], .. options.Arguments,
        ]);
        // The server must not end with the terminal, nor keep our own output open.
        const string script = """log=$1; shift; cd /; setsid "$@" >> "$log" 2>&1 < /dev/null & echo $!""";
        var result = await Cli.Wrap("sh")
            .WithArguments(["-c", script, "launch", LogFile, executable, .. program])
            .WithEnvironmentVariables(variables => variables.Set(CloudProgram.RootVariable, Root))
            .ExecuteBufferedAsync(cancel);
        return int.Parse(result.StandardOutput, CultureInfo.InvariantCulture);
    }

    private async Task<CloudHealth> ReadyAsync(int? pid, long logged, CancellationToken cancel)
    {
        var process = pid is null ? null : Hosts.ProcessIdentity.Find(pid.Value)?.Identity;
        var begin = clock.GetTimestamp();
        while (clock.GetElapsedTime(begin) < StartLimit)
        {
            var health = await StatusAsync(cancel);
            if (health is { Ready: true })
                return health;
            // Of two that start side by side one finds the folder locked and ends; the other is as good.
            if (health is null && pid is not null && process is not { IsAlive: true } && !Leftovers.CloudProcesses(Root).Any()
                && await StatusAsync(cancel) is null)
                throw new CloudException($"the local cloud did not start: {await LastWordsAsync(logged, cancel)}");
            await Task.Delay(Pause, clock, cancel);
        }

        throw new CloudException($"the local cloud was not ready within {StartLimit.TotalSeconds:0} s; its log is {LogFile}");
    }

    // What the server said before it ended: its one error, which may have several lines, or whatever it wrote last.
    private async Task<string> LastWordsAsync(long from, CancellationToken cancel)
    {
        const string error = "serve: ";
        if (!File.Exists(LogFile))
            return $"it wrote nothing to {LogFile}";
        await using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(from, log.Length);
        using var reader = new StreamReader(log);
        var lines = (await reader.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var begin = Array.FindIndex(lines, line => line.StartsWith(error, StringComparison.Ordinal));
        return begin >= 0 ? string.Join('\n', lines[begin..])[error.Length..]
            : lines.Length > 0 ? $"{string.Join('\n', lines.TakeLast(3))} (see {LogFile})"
            : $"its server ended and wrote nothing to {LogFile}, as one does that is killed. Try again";
    }

    private async Task<FaultReport> FaultsAsync(HttpMethod method, FaultPlan? plan, CancellationToken cancel)
    {
        if (await StatusAsync(cancel) is null)
            throw new CloudException($"the local cloud at {Endpoint.GetLeftPart(UriPartial.Authority)} is not running, so nothing can go wrong in it: start it with 'e3 cloud start'.");
        using var request = new HttpRequestMessage(method, At("/e3/faults")) { Content = plan is null ? null : JsonContent.Create(plan, options: ApiJson.Camel) };
        using var response = await http.SendAsync(request, cancel);
        return response.StatusCode == HttpStatusCode.OK
            ? (await response.Content.ReadFromJsonAsync<FaultReport>(ApiJson.Camel, cancel))!
            : throw new CloudException($"the local cloud did not take these faults: {(await response.Content.ReadFromJsonAsync<Refusal>(ApiJson.Camel, cancel))?.Message}");
    }

    private Uri At(string path) => new(Endpoint, path);

    private sealed record Refusal(string? Message);
}

/// <summary>What was found of a cloud that nobody served any more.</summary>
/// <param name="Processes">Servers, emulators and processes of hosts.</param>
/// <param name="Namespaces">Network namespaces of hosts.</param>
public sealed record Reclaimed(int Processes, int Namespaces)
{
    /// <summary>Whether there was anything.</summary>
    public bool Any => Processes > 0 || Namespaces > 0;
}
