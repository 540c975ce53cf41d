using E3.Infra.Hosts;

namespace E3.Infra.Tests.Hosts;

public class DialBudgetTests
{
    [Test]
    public void A_host_that_never_answers_is_given_up_in_time([Values(5, 10, 30, 60, 300, 3600)] int seconds)
    {
        var budget = DialBudget.For(seconds);

        Assert.That(WorstCase(budget), Is.LessThanOrEqualTo(seconds));
        Assert.That(WorstCase(budget with { Retries = budget.Retries + 1 }), Is.GreaterThan(seconds), "one more dial would have fitted");
    }

    [Test]
    public void A_host_in_another_continent_gets_the_time_a_handshake_needs() =>
        Assert.That(DialBudget.For(30), Is.EqualTo(new DialBudget(Retries: 7, SecondsPerDial: 3)));

    private static double WorstCase(DialBudget budget) =>
        Enumerable.Range(0, budget.Retries).Sum(retry => Math.Min(0.1 * Math.Pow(1.5, retry), 5)) + (budget.SecondsPerDial * (budget.Retries + 1));
}
