using E3.Engine.State;

namespace E3.Engine.Tests.State;

public sealed class SnapshotIntegrityTests
{
    private static readonly ResourceState Provider = new() { Urn = "urn:pulumi:s::p::pulumi:providers:m::default", Type = "pulumi:providers:m", Custom = true, Id = "1" };

    [Test]
    public void A_sound_one_has_no_fault() => Assert.That(Fault(Provider, Thing("a"), Thing("b") with { Dependencies = [Urn("a")], Parent = Urn("a") }), Is.Null);

    [Test]
    public void A_provider_must_come_before_what_it_manages() => Assert.That(Fault(Thing("a"), Provider), Does.Contain("not before it"));

    [Test]
    public void A_dependency_must_come_before_its_dependant() =>
        Assert.That(Fault(Provider, Thing("b") with { Dependencies = [Urn("a")] }, Thing("a")), Does.Contain("comes after it"));

    [Test]
    public void A_parent_must_be_there() => Assert.That(Fault(Provider, Thing("b") with { Parent = Urn("a") }), Does.Contain("is missing"));

    [Test]
    public void Two_live_ones_of_a_name_are_one_too_many() => Assert.That(Fault(Provider, Thing("a"), Thing("a")), Does.Contain("twice"));

    [Test]
    public void The_old_half_of_a_replacement_may_share_the_name() => Assert.That(Fault(Provider, Thing("a"), Thing("a") with { Delete = true }), Is.Null);

    [Test]
    public void Sorting_mends_the_order_and_moves_no_more_than_it_must()
    {
        ResourceState[] states = [Thing("c") with { Dependencies = [Urn("b")] }, Thing("x"), Thing("b"), Provider];
        ResourceState[] sorted = [.. DependencyOrder.Sort(states).Select(place => states[place])];
        Assert.That(Fault(sorted), Is.Null);
        Assert.That(sorted.Select(state => state.Urn), Is.EqualTo(new[] { Provider.Urn, Urn("b"), Urn("c"), Urn("x") }));
    }

    [Test]
    public void A_chain_of_any_length_is_sorted()
    {
        const int Length = 100_000;
        ResourceState[] states = [.. Enumerable.Range(0, Length).Select(index => Thing($"{index}") with { Provider = "", Dependencies = index + 1 < Length ? [Urn($"{index + 1}")] : [] })];
        Assert.That(DependencyOrder.Sort(states), Is.EqualTo(Enumerable.Range(0, Length).Reverse()));
    }

    private static string Urn(string name) => $"urn:pulumi:s::p::m:index:T::{name}";

    private static ResourceState Thing(string name) => new() { Urn = Urn(name), Type = "m:index:T", Custom = true, Id = name, Provider = $"{Provider.Urn}::1" };

    private static string? Fault(params ResourceState[] states) => SnapshotIntegrity.FirstFault(new Snapshot([.. states], []));
}
