using System.Diagnostics;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests;

public sealed class ScaleTests
{
    [Test]
    public async Task A_thousand_resources_come_up_and_go_down_in_seconds()
    {
        using var bench = new Workbench();
        static Task Program(ProgramClient program) =>
            Task.WhenAll(Enumerable.Range(0, 1000).Select(index => program.ThingAsync($"thing-{index}", [("value", Text("1"))])));

        foreach (var (name, kind) in new[] { ("up", OperationKind.Update), ("no change", OperationKind.Update), ("preview", OperationKind.Preview), ("destroy", OperationKind.Destroy) })
        {
            var watch = Stopwatch.StartNew();
            var result = await bench.RunAsync(kind, Program);
            TestContext.Out.WriteLine($"{name}: {watch.ElapsedMilliseconds} ms");
            Assert.That(result.Succeeded, Is.True, string.Join('\n', bench.Errors));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), name);
        }
        Assert.That(bench.Cloud.Things, Is.Empty);
    }
}
