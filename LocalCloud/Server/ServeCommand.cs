using System.CommandLine;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Control;
using E3.LocalCloud.Faults;
using E3.LocalCloud.Wan;

namespace E3.LocalCloud.Server;

/// <summary><c>serve</c>: the local cloud in the foreground.</summary>
internal static class ServeCommand
{
    public static Command Create(TextWriter error)
    {
        var root = new Option<string>("--root") { Description = "folder for everything the cloud keeps", Required = true };
        var port = new Option<int>("--port") { Description = "port on 127.0.0.1", Required = true };
        var profile = new Option<string>("--profile")
        {
            Description = $"latency profile: {string.Join(", ", LatencyProfile.Names)}, or the path of a .yaml file; the last one set holds otherwise",
        };
        var hosts = new Option<string>("--hosts")
        {
            Description = "what stands behind a droplet: 'namespaces', a host of its own (needs root), or 'none', nothing but the API",
            DefaultValueFactory = _ => "namespaces",
        };
        hosts.AcceptOnlyFromAmong("namespaces", "none");
        var limit = new Option<int>("--droplet-limit") { Description = "most droplets at a time", DefaultValueFactory = _ => 100 };
        var tokens = new Option<FileInfo?>("--token-file") { Description = "API tokens accepted, one a line; any is without this option" };
        var spaces = new Option<FileInfo?>("--spaces-key-file")
        {
            Description = $"keys of Spaces accepted, an id and its secret a line; '{CloudSettings.DefaultSpacesKey}' and '{CloudSettings.DefaultSpacesSecret}' without this option",
        };
        var perHour = new Option<int>("--requests-per-hour") { Description = "rate limit of a token", DefaultValueFactory = _ => new RateLimits().PerHour };
        var perMinute = new Option<int>("--requests-per-minute") { Description = "burst limit of a token", DefaultValueFactory = _ => new RateLimits().PerMinute };
        var faults = new Option<double>("--faults") { Description = "of a hundred calls of the APIs, how many go wrong: refused, slow, broken off or not answered; PUT /e3/faults says it later" };
        var command = new Command("serve", "Serves the APIs of DigitalOcean and Tailscale on this machine, with hosts behind them.")
        {
            root, port, profile, hosts, limit, tokens, spaces, perHour, perMinute, faults,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var settings = new CloudSettings
                {
                    Root = Path.GetFullPath(parsed.GetValue(root)!),
                    Port = parsed.GetValue(port),
                    WithHosts = parsed.GetValue(hosts) == "namespaces",
                    DropletLimit = parsed.GetValue(limit),
                    Tokens = await TokensAsync(parsed.GetValue(tokens), cancel),
                    SpacesKeys = await SpacesKeysAsync(parsed.GetValue(spaces), cancel) ?? CloudSettings.DefaultSpacesKeys,
                    RateLimits = new RateLimits(parsed.GetValue(perHour), parsed.GetValue(perMinute)),
                    Faults = Valid(new FaultPlan { Percent = parsed.GetValue(faults) }),
                };
                await RunAsync(settings, parsed.GetValue(profile), error, cancel);
                return 0;
            }
            catch (Exception e) when (e is CloudException or WanException or LatencyProfileException)
            {
                await error.WriteLineAsync($"serve: {e.Message}".AsMemory(), CancellationToken.None);
                return 1;
            }
        });
        return command;
    }

    private static FaultPlan Valid(FaultPlan plan) => plan.Fault() is { } wrong ? throw new CloudException($"--faults: {wrong}") : plan;

    private static async Task RunAsync(CloudSettings settings, string? profile, TextWriter error, CancellationToken cancel)
    {
        if (settings.WithHosts && await MachineCheck.RunAsync(settings.Root, cancel) is { Count: > 0 } lacks)
            throw new CloudException("this machine lacks what hosts need:\n" + string.Join("\n", lacks.Select(lack => $"  {lack}")));
        var log = new CloudLog(error, TimeProvider.System);
        await using var server = await CloudServer.StartAsync(settings, profile, log, TimeProvider.System, cancel);
        try
        {
            await server.ReadyAsync(cancel);
            await server.Control.StopAsked.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // A signal asks for the same as /e3/stop.
        }

        await server.StopAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlySet<string>?> TokensAsync(FileInfo? file, CancellationToken cancel)
    {
        if (file is null)
            return null;
        if (!file.Exists)
            throw new CloudException($"there is no token file {file.FullName}");
        return (await File.ReadAllLinesAsync(file.FullName, cancel)).Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>?> SpacesKeysAsync(FileInfo? file, CancellationToken cancel)
    {
        if (file is null)
            return null;
        if (!file.Exists)
            throw new CloudException($"there is no file {file.FullName} with keys of Spaces");
        var lines = (await File.ReadAllLinesAsync(file.FullName, cancel))
            .Select((line, index) => (Words: line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), Number: index + 1))
            .Where(line => line.Words.Length > 0).ToArray();
        var bad = lines.FirstOrDefault(line => line.Words.Length != 2);
        return bad.Words is null
            ? lines.ToDictionary(line => line.Words[0], line => line.Words[1], StringComparer.Ordinal)
            : throw new CloudException($"{file.FullName}, line {bad.Number}: a key of Spaces is an id and its secret, with a space between");
    }
}
