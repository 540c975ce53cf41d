namespace E3.Remote.Tests;

[TestFixture]
internal sealed class FanOutTests
{
    [Test]
    public async Task Results_keep_the_order_and_no_more_run_than_allowed()
    {
        var (running, most) = (0, 0);
        var results = await FanOut.RunAsync(Enumerable.Range(0, 20).ToList(), i => $"host {i}", 4, async (i, cancel) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return i * i;
        }, CancellationToken.None);
        Assert.That(results, Is.EqualTo(Enumerable.Range(0, 20).Select(i => i * i)));
        Assert.That(most, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task Every_failure_is_told_by_name()
    {
        var error = await Assert.ThrowsAsync<FanOutException>(async () => await FanOut.RunAsync<int, int>([1, 2, 3], i => $"host-{i}", 2,
            (i, _) => i == 2 ? Task.FromResult(i) : throw new InvalidOperationException($"reason {i}"), CancellationToken.None));
        Assert.That(error!.Failures.Select(failure => failure.Name), Is.EqualTo(["host-1", "host-3"]));
        Assert.That(error.Message, Does.Contain("2 of 3").And.Contain("host-1: reason 1").And.Contain("host-3: reason 3"));
    }

    [Test]
    public void Cancelling_is_no_failure_of_a_host()
    {
        using var stop = new CancellationTokenSource();
        Assert.That(async () => await FanOut.RunAsync<int, int>([1, 2], i => $"{i}", 1, async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            return 0;
        }, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen) { }
    }
}
