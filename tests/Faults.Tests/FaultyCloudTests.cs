using E3.Engine;
using E3.Engine.Secrets;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Faults;

namespace E3.Faults.Tests;

/// <summary>
/// A stack of fifty droplets in a cloud that fails. Cloud and engine share a clock that is 20 times as fast as the real one: DigitalOcean's
/// own limits, 250 calls a minute and 5,000 an hour, hold in its time.
/// </summary>
public sealed class FaultyCloudTests
{
    private const int Droplets = 50;

    [Test]
    public async Task Fifty_droplets_come_up_and_go_down_once_each_though_every_tenth_call_goes_wrong()
    {
        var seed = Seed.Value;
        var clock = new FastClock(20);
        await using var lane = await Lane.OpenAsync(PassphraseSecrets.Create(Driver.Passphrase), clock, new RateLimits(), new FaultPlan { Percent = 10, Seed = seed });
        // Four retries, as usual, are used up once in a thousand such runs; a test must not fail by that.
        (string, string) patience = ("digitalocean:httpRetryMax", "9");

        var up = await lane.Stack.RunAsync(OperationKind.Update, client => Fleet.DropletsAsync(client, Droplets), patience);
        Assert.That(up.Succeeded, Is.True, $"seed {seed}: {string.Join('\n', lane.Stack.Errors)}");
        Assert.That(await lane.DifferenceAsync(), Is.Null, $"seed {seed}");
        Assert.That(lane.Cloud.Account.VisibleDroplets.Count(), Is.EqualTo(Droplets));
        Assert.That(lane.Cloud.Account.Actions.Values.Count(action => action.Type == "create"), Is.EqualTo(Droplets), "each was created once");
        var created = lane.Cloud.Faults.Report();

        // Two processes cannot know of each other's calls: what comes within the same minute is refused, and waits. Here nobody is in a hurry.
        clock.Skip(TimeSpan.FromMinutes(1));
        var down = await lane.Stack.RunAsync(OperationKind.Destroy, _ => Task.CompletedTask, patience);
        Assert.That(down.Succeeded, Is.True, $"seed {seed}: {string.Join('\n', lane.Stack.Errors)}");
        Assert.That(await lane.DifferenceAsync(), Is.Null, $"seed {seed}");
        Assert.That(lane.Cloud.Account.IsEmpty, Is.True);
        Assert.That(lane.Cloud.Account.Actions.Values.Count(action => action.Type == "create"), Is.EqualTo(Droplets));

        var report = lane.Cloud.Faults.Report();
        await TestContext.Out.WriteLineAsync(
            $"seed {seed}: {created.Calls} calls in {up.Duration.TotalSeconds:0} s of the cloud's time to come up, {report.Calls - created.Calls} in "
            + $"{down.Duration.TotalSeconds:0} s to go down; {string.Join(", ", report.Made.Select(made => $"{made.Value} × {made.Key}"))}; {report.Limited} over the rate limit");
        Assert.That(report.Limited, Is.Zero, "the rate limit was kept");
        Assert.That(report.Made.Keys, Is.EquivalentTo(Enum.GetValues<CallFault>()), "every kind of fault came up");
    }
}
