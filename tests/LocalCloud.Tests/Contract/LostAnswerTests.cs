using static E3.LocalCloud.Tests.Providers.ProviderTests;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>A create whose answer is lost has happened: it is found, not repeated; after a killed run it is found by the next.</summary>
public sealed class LostAnswerTests : ProviderTest
{
    [TestCase("SshKey", "account/keys")]
    [TestCase("Tag", "tags")]
    [TestCase("Vpc", "vpcs")]
    [TestCase("Droplet", "droplets")]
    [TestCase("CustomImage", "images")]
    [TestCase("Firewall", "firewalls")]
    [TestCase("Volume", "volumes")]
    [TestCase("ReservedIp", "reserved_ips")]
    [TestCase("Domain", "domains")]
    [TestCase("DnsRecord", "domains/example.com/records")]
    [TestCase("Project", "projects")]
    public async Task It_is_made_once(string kind, string path)
    {
        Traffic.LoseAnswerOf($"POST /v2/{path}");
        var life = (await WithNeedsAsync(kind))[^1];
        Assert.That(await life.ReadAsync(), Is.Not.Null);
        Assert.That(Traffic.Requests.Count(request => request == $"POST /v2/{path}"), Is.EqualTo(1));
    }

    [TestCase("SshKey")]
    [TestCase("Tag")]
    [TestCase("Vpc")]
    [TestCase("Droplet")]
    [TestCase("CustomImage")]
    [TestCase("Firewall")]
    [TestCase("Volume")]
    [TestCase("Domain")]
    [TestCase("DnsRecord")]
    [TestCase("Project")]
    public async Task The_next_run_finds_it(string kind)
    {
        var life = (await WithNeedsAsync(kind))[^1];
        Assert.That((await life.FindAsync())?.Id, Is.EqualTo(life.Id));
        Assert.That(await life.FindAsync(life.Id), Is.Null, "one that is known is not the lost one");
    }

    [TestCase("VolumeAttachment")]
    [TestCase("ReservedIpAssignment")]
    public async Task The_next_run_finds_a_pair_that_is_joined_and_gives_it_an_id(string kind)
    {
        var life = (await WithNeedsAsync(kind))[^1];
        var prefix = life.Id[..(life.Id.LastIndexOf('-') + 1)];
        Assert.That((await life.FindAsync())?.Id, Does.StartWith(prefix));
        Assert.That(await life.FindAsync(life.Id), Is.Null);
        await life.DeleteAsync();
        Assert.That(await life.FindAsync(), Is.Null);
    }

    [Test]
    public async Task An_idle_reserved_IP_may_be_anybodys_and_one_that_the_droplet_has_is_it()
    {
        var life = (await WithNeedsAsync("ReservedIp"))[0];
        Assert.That(async () => await life.FindAsync(), Throws.InstanceOf<NotSupportedException>());
        Assert.That(await life.FindAsync(life.Id), Is.Null);
        var droplet = await DropletAsync();
        var assigned = await MakeAsync("ReservedIp", ("region", "ams3"), ("dropletId", droplet.Id));
        Assert.That((await assigned.FindAsync(life.Id))?.Id, Is.EqualTo(assigned.Id));
        await assigned.UpdateAsync(Map(("dropletId", Engine.Properties.PropertyValue.Null.Value)));
        Assert.That(async () => await assigned.FindAsync(life.Id), Throws.InstanceOf<NotSupportedException>());
    }
}
