using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Surroundings;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>Which folder keeps the states of projects that do not say it themselves, remembered where the official command does.</summary>
internal sealed class BackendLogin(Host host)
{
    private readonly PulumiHome _home = new(host.Environment);

    /// <summary>The URL of the backend that commands work on here; null when none is named anywhere.</summary>
    public static string? CurrentUrl(Host host)
    {
        var (overriding, loggedIn) = (host.Environment("PULUMI_BACKEND_URL"), new PulumiHome(host.Environment).CurrentBackend());
        return overriding is { Length: > 0 } ? overriding : FindProject(host)?.BackendUrl ?? loggedIn;
    }

    public async Task<int> LogInAsync(string? url, bool local, CancellationToken cancel)
    {
        if (local && url is not null)
        {
            throw new CommandException("a URL may not be specified when --local mode is enabled", ExitCodes.Usage);
        }

        var chosen = local ? "file://~" : url ?? CurrentUrl(host)
            ?? throw new CommandException("which backend? e3 login file://~ keeps state under ~/.pulumi; Pulumi Cloud and buckets need the official pulumi command.", ExitCodes.Usage);
        var folder = Project.BackendFolder(chosen, host.Folder)
            ?? throw new CommandException($"the backend '{chosen}' is not a folder (file://path): use the official pulumi command for it.");
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"could not log in to the state backend \"{chosen}\": there is no folder {folder}");
        }

        if (host.Environment("PULUMI_BACKEND_URL") is { Length: > 0 } overriding && overriding != chosen)
        {
            host.Screen.WriteError(new StyledText().Add("warning: ", Tone.Warning)
                .Line($"The PULUMI_BACKEND_URL environment variable is set to '{overriding}', which conflicts with the login URL '{chosen}'."));
        }

        await _home.LogInAsync(chosen, cancel);
        host.Screen.Out.WriteLine($"Logged in to {host.Machine} as {host.User} ({chosen})");
        if (FindProject(host)?.BackendUrl is { } own && own != chosen)
        {
            host.Screen.Out.WriteLine($"(The project here names its own backend, {own}, which goes before it.)");
        }

        return ExitCodes.Ok;
    }

    public async Task<int> LogOutAsync(string? url, bool local, bool all, CancellationToken cancel)
    {
        if (all)
        {
            await _home.LogOutAsync(null, cancel);
            host.Screen.Out.WriteLine("Logged out of everything");
            return ExitCodes.Ok;
        }

        var chosen = local ? "file://~" : url ?? _home.CurrentBackend() ?? throw new CommandException("nothing is logged in to.");
        await _home.LogOutAsync(chosen, cancel);
        host.Screen.Out.WriteLine($"Logged out of {chosen}");
        return ExitCodes.Ok;
    }

    private static Project? FindProject(Host host)
    {
        for (var at = host.Folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, Project.FileName)))
            {
                return Project.Load(Path.Combine(at, Project.FileName));
            }
        }

        return null;
    }
}
