using E3.Engine.Secrets;
using E3.Engine.State;
using E3.LocalCloud;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Faults;
using E3.LocalCloud.Server;
using E3.LocalCloud.State;

namespace E3.Faults.Tests;

/// <summary>A cloud of its own and a stack in it, both in memory where there is such a folder: a kill does not lose what is written.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private Lane(string folder, CloudServer cloud, PassphraseSecrets secrets, TimeProvider clock)
    {
        (Folder, Cloud) = (folder, cloud);
        Stack = new Stack(StackFolder, cloud.Address, secrets, clock);
        Directory.CreateDirectory(Stack.StateFolder);
    }

    public string Folder { get; }

    public string StackFolder => Path.Combine(Folder, "stack");

    public CloudServer Cloud { get; }

    public Stack Stack { get; }

    public static async Task<Lane> OpenAsync(PassphraseSecrets secrets, TimeProvider clock, RateLimits limits, FaultPlan faults)
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"e3-faults-{Guid.NewGuid():n}")).FullName;
        var settings = new CloudSettings { Root = Path.Combine(folder, "cloud"), Port = 0, WithHosts = false, RateLimits = limits, Faults = faults };
        var cloud = await CloudServer.StartAsync(settings, null, new CloudLog(TextWriter.Null, clock), clock, default);
        await cloud.ReadyAsync(default);
        return new Lane(folder, cloud, secrets, clock);
    }

    /// <summary>What the account has and the state does not know, or the other way round; nothing is wrong with null.</summary>
    public async Task<string?> DifferenceAsync()
    {
        var snapshot = await Stack.LoadAsync();
        if (SnapshotIntegrity.FirstFault(snapshot) is { } fault)
            return fault;
        if (!snapshot.PendingOperations.IsEmpty)
            return "an operation is still open";
        await Cloud.DrainAsync();
        var account = Cloud.Account;
        string[] Known(string type) => [.. snapshot.Resources.Where(state => state.Type == type).Select(state => state.Id).Order(StringComparer.Ordinal)];
        string? Compare(string type, IEnumerable<string> there)
        {
            var known = Known(type);
            string[] exist = [.. there.Order(StringComparer.Ordinal)];
            return known.SequenceEqual(exist) ? null : $"{type}: the state has {string.Join(' ', known)}, the account {string.Join(' ', exist)}";
        }

        var droplets = account.VisibleDroplets.ToArray();
        var own = snapshot.Resources.Where(state => state.Type == "digitalocean:index/droplet:Droplet")
            .Select(state => Engine.Providers.DigitalOcean.ResourceTags.OwnTag(state.Urn)).ToHashSet();
        return Compare("digitalocean:index/droplet:Droplet", droplets.Select(droplet => $"{droplet.Id}"))
            ?? Compare("digitalocean:index/sshKey:SshKey", account.Keys.Keys.Select(id => $"{id}"))
            ?? Compare("digitalocean:index/firewall:Firewall", account.Firewalls.Keys.Select(id => $"{id}"))
            ?? Compare("tailscale:index/tailnetKey:TailnetKey", account.TailnetKeys.Keys)
            ?? (account.Tags.FirstOrDefault(tag => tag.StartsWith("e3-", StringComparison.Ordinal) && !own.Contains(tag)) is { } tag ? $"the tag {tag} is of nothing" : null)
            ?? (account.HasTag("fleet") != (Known("digitalocean:index/tag:Tag").Length == 1) ? "the tag 'fleet' is in one of the two only" : null)
            ?? (droplets.FirstOrDefault(droplet => droplet.Status != DropletStatus.Active) is { } off ? $"droplet {off.Name} is {off.Status}" : null)
            ?? (droplets.Select(droplet => droplet.Name).Distinct().Count() < droplets.Length ? "two droplets have one name" : null);
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
