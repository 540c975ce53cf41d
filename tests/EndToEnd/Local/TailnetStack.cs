using System.Text;
using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>
/// A stack whose hosts are to join a tailnet: what its user types, and what somebody does on the hosts. The programs there are stand-ins
/// (tests/Dummies/Tailscale) that make a real WireGuard network.
/// </summary>
internal sealed class TailnetStack(Workspace workspace, CancellationToken cancel)
{
    private readonly List<Run> _runs = [];

    public async Task<Run> RunAsync(params string[] arguments)
    {
        var run = await workspace.E3Async(cancel, [.. arguments, "--non-interactive"]);
        _runs.Add(run);
        TestContext.Out.WriteLine($"{string.Join(' ', arguments)}: {run.All}");
        return run;
    }

    /// <summary>As <see cref="RunAsync"/>, when nothing else than success will do.</summary>
    public async Task<Run> E3Async(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.That(run.ExitCode, Is.Zero, run.All);
        return run;
    }

    /// <summary>Public addresses of the stack's droplets, by their names.</summary>
    public async Task<SortedDictionary<string, string>> AddressesAsync(CloudAccount account) => new(
        (await account.GetAsync("/v2/droplets?per_page=200", cancel))["droplets"]!.AsArray()
            .Where(droplet => ((string)droplet!["name"]!).StartsWith("local-", StringComparison.Ordinal))
            .ToDictionary(
                droplet => (string)droplet!["name"]!,
                droplet => (string)droplet!["networks"]!["v4"]!.AsArray().First(network => (string?)network!["type"] == "public")!["ip_address"]!),
        StringComparer.Ordinal);

    /// <summary>Puts the programs on a host, as somebody would who has read what is missing.</summary>
    public Task InstallAsync(string address) =>
        Shell.RunAsync($"tar -c -C '{Repository.Root}/tests/Dummies/Tailscale' . | {Ssh(address)} tar -x -C /usr/local/bin", cancel);

    public Task<string> OnAsync(string address, string command) => Shell.RunAsync($"{Ssh(address)} \"{command}\"", cancel);

    /// <summary>The operator's ssh to a host, without a command.</summary>
    public string Ssh(string address) =>
        $"ssh -i '{workspace.Folder}/.e3/keys/local/id_ed25519' -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR root@{address}";

    /// <summary>
    /// That no key is in a command line, in what <c>e3</c> printed, or in any file of the workspace, the hosts' disks among them with what the
    /// stand-ins wrote down of their arguments and environment.
    /// </summary>
    /// <param name="keys">What nobody may find.</param>
    /// <param name="watch">What was seen.</param>
    /// <param name="except">The end of the path of files that do have them.</param>
    public async Task LookAsync(IReadOnlyCollection<string> keys, CommandLines watch, string? except = null)
    {
        Look("a command line", watch.Seen);
        Look("the output", _runs.Select(run => run.All));
        var files = await Shell.RunAsync($"find '{workspace.Folder}' -type f ! -name lock", cancel);
        Assert.That(files, Does.Contain("e3-dummy-tailscale"));
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => except is null || !file.EndsWith(except, StringComparison.Ordinal)))
            Look(file, [Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, cancel))]);

        void Look(string where, IEnumerable<string> texts)
        {
            foreach (var text in texts)
                Assert.That(keys.FirstOrDefault(key => text.Contains(key, StringComparison.Ordinal)), Is.Null, $"a key is in {where}");
        }
    }
}
