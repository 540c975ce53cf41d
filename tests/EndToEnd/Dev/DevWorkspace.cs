using System.Text.Json.Nodes;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Dev;

/// <summary>The stack <c>dev</c> as it is in the repository, its clouds on this machine, stand-ins for what this machine lacks.</summary>
internal static class DevWorkspace
{
    /// <summary>Its settings with short computations and these edits.</summary>
    public static async Task<Workspace> CreateAsync(CancellationToken cancel, params (string From, string To)[] edits)
    {
        var workspace = await Workspace.OfStackAsync(
            "dev", Workspace.FreePort(), cancel, [("rounds: 50", "rounds: 2"), ("e3:repeats: 5", "e3:repeats: 1"), .. edits]);
        await Shell.RunAsync($"cp -r '{Repository.Root}/flake.nix' '{Repository.Root}/flake.lock' '{Repository.Root}/nix' '{workspace.Folder}'", cancel);
        Directory.CreateDirectory(Dummies(workspace));
        workspace.Environment["E3_DUMMIES"] = Dummies(workspace);
        workspace.Environment["PATH"] = $"{Repository.Root}/tests/Dummies/programs:{Environment.GetEnvironmentVariable("PATH")}";
        workspace.Environment["DIGITALOCEAN_API_URL"] = workspace.Environment["SPACES_ENDPOINT_URL"] = $"http://127.0.0.1:{workspace.Port}";
        workspace.Environment["DIGITALOCEAN_TOKEN"] = "any";
        workspace.Environment["SPACES_ACCESS_KEY_ID"] = "local";
        workspace.Environment["SPACES_SECRET_ACCESS_KEY"] = "local-secret";
        return workspace;
    }

    /// <summary>Where the stand-ins for Nix and Colmena write down what they were asked, and read for which hosts they are to fail.</summary>
    public static string Dummies(this Workspace workspace) => Path.Combine(workspace.Folder, "dummies");

    /// <summary>The arguments of every call of a stand-in.</summary>
    public static IEnumerable<IReadOnlyList<string>> AskedOf(this Workspace workspace, string program) =>
        Directory.EnumerateFiles(Dummies(workspace), $"{program}-*.json").Order(StringComparer.Ordinal).Select(file =>
            (IReadOnlyList<string>)[.. JsonNode.Parse(File.ReadAllText(file))!["arguments"]!.AsArray().Select(argument => (string)argument!)]);

    /// <summary>Runs <c>e3</c> on this stack.</summary>
    public static Task<Run> OnDevAsync(this Workspace workspace, CancellationToken cancel, params string[] arguments) =>
        workspace.E3Async(cancel, [.. arguments, "--stack", "dev", "--non-interactive"]);
}
