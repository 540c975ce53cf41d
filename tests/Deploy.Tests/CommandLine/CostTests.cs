using E3.Deploy.Costs;
using E3.Deploy.Tests.Display;
using E3.Engine;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>What a change does to the bill, with the prices of the cloud's own API.</summary>
public class CostTests
{
    private const string Address = "digitalocean:index/reservedIp:ReservedIp";
    private const string Assignment = "digitalocean:index/reservedIpAssignment:ReservedIpAssignment";
    private const string Bucket = "digitalocean:index/spacesBucket:SpacesBucket";

    [Test]
    public async Task Prices_are_those_of_the_stacks_own_cloud()
    {
        await using var run = await DropletsRun.OpenAsync("web", "db=s-2vcpu-4gb");
        await run.OkAsync("preview", "--format", "markdown");
        Assert.That(run.Output, Does.Contain("| <code>+</code> create | 4 | 2 × Droplet, 1 × Tag, 1 component | +US$ 30.00 | +US$ 0.04464 |"));
        Assert.That(run.Output, Does.Contain("create <code>db</code> digitalocean:index:Droplet · +US$ 24.00 a month").And.Contain("this cloud is on this machine"));

        await run.OkAsync("up", "--yes");
        run.Declare("web=s-2vcpu-4gb");
        await run.OkAsync("preview", "--format", "markdown");
        Assert.That(run.Output, Does.Contain("| <code>~</code> update | 1 | 1 × Droplet | +US$ 18.00 |").And.Contain("| <code>-</code> delete | 1 | 1 × Droplet | −US$ 24.00 |").And.Contain("| **bill** | | | **−US$ 6.00** |"));
    }

    [Test]
    public async Task A_cloud_that_does_not_answer_leaves_the_cost_unknown_and_the_preview_whole()
    {
        await using var run = await DropletsRun.OpenAsync("web");
        run.Run.Files.Write("Pulumi.local.yaml", run.Run.Files.Read("Pulumi.local.yaml").Replace(run.Cloud.Address.ToString(), "http://127.0.0.1:9/", StringComparison.Ordinal));

        await run.OkAsync("preview", "--format", "markdown");

        Assert.That(run.Output, Does.StartWith("### Preview of `demo/local`: ").And.Contain("<p>Cost unknown: <code>the sizes could not be read: "));
    }

    [Test]
    public async Task Without_a_token_the_cost_is_unknown_and_says_what_to_set()
    {
        await using var run = await DropletsRun.OpenAsync("web");
        run.Run.Files.Write("Pulumi.local.yaml", run.Run.Files.Read("Pulumi.local.yaml").Replace("  digitalocean:token: a-token\n", "", StringComparison.Ordinal));

        await run.OkAsync("preview", "--format", "markdown");

        Assert.That(run.Output, Does.Contain("<p>Cost unknown: <code>no token: set digitalocean:token (a secret) or DIGITALOCEAN_TOKEN</code></p>"));
    }

    [Test]
    public void An_address_costs_while_no_droplet_has_it()
    {
        Assert.That(Monthly(story => story.Both(Create(Address, "idle"))), Is.EqualTo(5));
        Assert.That(Monthly(story => story.Both(Create(Address, "held", ("dropletId", 4)))), Is.Zero);
        Assert.That(Monthly(story => story.Both(Create(Address, "held")).Both(Create(Assignment, "hold", ("dropletId", 4)))), Is.Zero);
        Assert.That(Monthly(story => story.Both(Same(Address, "freed")).Both(Delete(Assignment, "hold", ("dropletId", 4)))), Is.EqualTo(5), "nothing holds it any more");
        Assert.That(Monthly(story => story.Both(Delete(Address, "idle"))), Is.EqualTo(-5));
    }

    [Test]
    public void Spaces_is_one_subscription_for_all_buckets()
    {
        Assert.That(Monthly(story => story.Both(Create(Bucket, "one")).Both(Create(Bucket, "two"))), Is.EqualTo(5));
        Assert.That(Monthly(story => story.Both(Same(Bucket, "one")).Both(Create(Bucket, "two"))), Is.Zero);
        Assert.That(Monthly(story => story.Both(Same(Bucket, "one")).Both(Delete(Bucket, "two"))), Is.Zero);
        Assert.That(Monthly(story => story.Both(Delete(Bucket, "two"))), Is.EqualTo(-5));
    }

    [Test]
    public void A_volume_costs_by_its_size_and_what_is_taken_over_was_paid_for_before()
    {
        const string Volume = "digitalocean:index/volume:Volume";
        Assert.That(Monthly(story => story.Both(Create(Volume, "v", ("size", 250)))), Is.EqualTo(25));
        Assert.That(Monthly(story => story.Both(Story.Step("update", Story.Urn(Volume, "v"), Story.StackUrn, Story.Map(("size", 10)), Story.Map(("size", 30)), ["size"]))), Is.EqualTo(2));
        Assert.That(Monthly(story => story.Both(Story.Step("import", Story.Urn(Volume, "v"), Story.StackUrn, null, Story.Map(("size", 30))))), Is.Zero);
    }

    private static decimal Monthly(Action<Story> tell)
    {
        var story = new Story(OperationKind.Preview);
        tell(story);
        return new CostCalculation(story.View, PriceList.Without("")).Run().Total.Monthly;
    }

    private static Engine.Events.StepEventMetadata Create(string type, string name, params (string, object?)[] inputs) =>
        Story.Step("create", Story.Urn(type, name), Story.StackUrn, null, Story.Map(inputs));

    private static Engine.Events.StepEventMetadata Same(string type, string name, params (string, object?)[] inputs) =>
        Story.Step("same", Story.Urn(type, name), Story.StackUrn, Story.Map(inputs), Story.Map(inputs));

    private static Engine.Events.StepEventMetadata Delete(string type, string name, params (string, object?)[] inputs) =>
        Story.Step("delete", Story.Urn(type, name), Story.StackUrn, Story.Map(inputs));
}
