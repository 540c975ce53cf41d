using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using E3.Engine;
using E3.Engine.Secrets;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Faults;

namespace E3.Faults.Tests;

/// <summary>
/// kill -9 of a process that brings up, changes or takes down a stack, at random instants: of its time, before and after requests that the
/// cloud sees, and when its files change. E3_KILLS sets how many, E3_KILL_SEED which (<see cref="Seed"/>).
/// </summary>
public sealed class KillTests
{
    private const int UsualKills = 300;
    private const int Lanes = 2;

    private static readonly RateLimits NoLimits = new(int.MaxValue, int.MaxValue, int.MaxValue);

    private readonly ConcurrentDictionary<string, int> _kills = new();
    private int _left;
    private int _tooLate;

    [Test]
    public async Task Killed_at_any_instant_the_state_loads_and_the_next_run_ends_it_with_nothing_lost_or_double()
    {
        _left = int.Parse(Environment.GetEnvironmentVariable("E3_KILLS") ?? $"{UsualKills}", CultureInfo.InvariantCulture);
        var seed = Seed.Value;
        var wanted = _left;
        var began = Stopwatch.GetTimestamp();
        var secrets = PassphraseSecrets.Create(Driver.Passphrase);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunLaneAsync(secrets, new Random(seed + lane), seed))));
        await TestContext.Out.WriteLineAsync(
            $"seed {seed}: {wanted} kills in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s ({string.Join(", ", _kills.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} × {kind.Key}"))}); {_tooLate} came too late and do not count");
        Assert.That(_kills.Values.Sum(), Is.EqualTo(wanted));
    }

    private async Task RunLaneAsync(PassphraseSecrets secrets, Random random, int seed)
    {
        await using var lane = await Lane.OpenAsync(secrets, TimeProvider.System, NoLimits, FaultPlan.None);
        var steps = new[] { (Name: "up", Kind: OperationKind.Update, Version: 1), (Name: "update", Kind: OperationKind.Update, Version: 2), (Name: "destroy", Kind: OperationKind.Destroy, Version: 2) };
        var lengths = new RunLength?[steps.Length];
        var spare = DriverProcess.Start();
        try
        {
            for (var turn = 0; Volatile.Read(ref _left) > 0; turn = (turn + 1) % steps.Length)
            {
                var (name, kind, version) = steps[turn];
                using var driver = spare;
                await driver.GiveAsync(new Work(lane.StackFolder, lane.Cloud.Address, kind, version, secrets.Key.ToArray(), secrets.State));
                using var plan = new KillPlan(lane, driver, lengths[turn], random);
                spare = DriverProcess.Start();
                var said = await driver.EndAsync();
                await plan.EndAsync();
                if (said is null)
                {
                    if (Interlocked.Decrement(ref _left) >= 0)
                        _kills.AddOrUpdate($"{name}", 1, (_, count) => count + 1);
                    await RecoverAsync(lane, kind, version, $"seed {seed}, {name} killed at {plan}");
                    continue;
                }
                Assert.That(said, Is.EqualTo("done"), $"seed {seed}, {name}");
                // The first run of each kind says what there is to choose from; so does one that was faster than expected.
                if (lengths[turn] is not null)
                    Interlocked.Increment(ref _tooLate);
                lengths[turn] = plan.Length;
                Assert.That(await lane.DifferenceAsync(), Is.Null, $"seed {seed}, {name}");
            }
        }
        finally
        {
            spare.Dispose();
        }
    }

    private static async Task RecoverAsync(Lane lane, OperationKind kind, int version, string when)
    {
        Assert.That(async () => await lane.Stack.LoadAsync(), Throws.Nothing, when);
        // A first up that was killed early has left no stack: there is nothing to destroy, and nothing to be found in the account.
        var result = await lane.Stack.RunAsync(kind, client => Fleet.RunAsync(client, version), Driver.Pace);
        Assert.That(result.Succeeded, Is.True, $"{when}: {string.Join('\n', lane.Stack.Errors)}");
        Assert.That(await lane.DifferenceAsync(), Is.Null, when);
    }
}
