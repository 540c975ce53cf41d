using System.Security.Cryptography;
using E3.Floor.Algebra;
using E3.Floor.Kernel;
using E3.Tests;
using FsCheck.Fluent;

namespace E3.Benchmarks.Tests.Floor;

public class ComputationTests
{
    [Test]
    public void Every_party_opens_the_clear_result_whatever_the_plan()
    {
        var plans = from parties in Gen.Choose(1, 7)
                    from threshold in Gen.Choose(0, (parties - 1) / 2)
                    from rounds in Gen.Choose(1, 12)
                    from bytes in Gen.Choose(Field.Size, 100)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select new Plan(parties, threshold, rounds, bytes, (ulong)seed);
        Prop.ForAll(plans.ToArbitrary(), plan => RunAsync(plan).GetAwaiter().GetResult().All(outcome => outcome.Correct))
            .ShouldHold();
    }

    [Test]
    public async Task Only_the_first_2t_plus_1_parties_send_while_it_computes()
    {
        var outcomes = await RunAsync(new Plan(Parties: 4, Threshold: 1, Rounds: 10, Bytes: 64, Seed: 1));
        var each = (10 + 1) * 3 * 64;
        Assert.That(outcomes.Select(outcome => outcome.BytesSent), Is.EqualTo(new long[] { each, each, each, 0 }));
    }

    [Test]
    public void A_clear_result_depends_on_every_input()
    {
        var plan = new Plan(Parties: 3, Threshold: 1, Rounds: 3, Bytes: 8, Seed: 1);
        var product = Enumerable.Range(0, 3).Select(plan.InputOf).Aggregate(Field.Multiply);
        Assert.That(plan.Expected(), Is.EqualTo(Field.Multiply(product, plan.InputOf(0))));
    }

    private static Task<E3.Floor.Kernel.Outcome[]> RunAsync(Plan plan) =>
        Rehearsal.InMemoryAsync(plan, RandomNumberGenerator.Fill, TimeProvider.System, CancellationToken.None);
}
