using E3.LocalCloud.Wan.Emulation;
using E3.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace E3.LocalCloud.Tests.Wan;

public class PacketQueueTests
{
    [Test]
    public void Gives_packets_in_the_order_they_are_due_and_never_early() =>
        Prop.ForAll(Cases(), due =>
        {
            var queue = new PacketQueue();
            for (var packet = 0; packet < due.Length; packet++)
                queue.Enqueue(due[packet], packet);
            var given = new List<int>();
            for (var now = -1; now <= 100; now++)
                while (queue.TryDequeue(now, out var packet))
                {
                    if (due[packet] > now)
                        return false;
                    given.Add(packet);
                }
            // A stable sort: those due together keep the order they came in.
            return queue.Count == 0 && given.SequenceEqual(Enumerable.Range(0, due.Length).OrderBy(packet => due[packet]));
        }).ShouldHold();

    [Test]
    public void Keeps_the_order_when_packets_come_and_go()
    {
        Prop.ForAll(Cases(), delays =>
        {
            var queue = new PacketQueue();
            var given = new List<(long Due, int Packet)>();
            var due = new long[delays.Length];
            for (var now = 0; now < delays.Length + 101; now++)
            {
                if (now < delays.Length)
                    queue.Enqueue(due[now] = now + delays[now], now);
                while (queue.TryDequeue(now, out var packet))
                    given.Add((due[packet], packet));
            }
            return given.Count == delays.Length && given.SequenceEqual(given.OrderBy(one => one.Due).ThenBy(one => one.Packet));
        }).ShouldHold();
    }

    [Test]
    public void Says_when_the_next_is_due()
    {
        var queue = new PacketQueue();
        Assert.That(queue.NextDue, Is.EqualTo(long.MaxValue));
        queue.Enqueue(7, 1);
        queue.Enqueue(5, 2);
        Assert.That(queue.NextDue, Is.EqualTo(5));
        Assert.That(queue.TryDequeue(4, out _), Is.False);
    }

    private static Arbitrary<int[]> Cases() => Gen.Choose(0, 100).ArrayOf().ToArbitrary();
}
