using E3.Engine.State;
using E3.Tests;
using FsCheck.Fluent;

namespace E3.Engine.Tests.State;

public sealed class SnapshotRepairTests
{
    private static readonly ResourceState Provider = new() { Urn = "urn:pulumi:s::p::pulumi:providers:m::default", Type = "pulumi:providers:m", Custom = true, Id = "1" };

    [Test]
    public void A_sound_state_needs_none() => Assert.That(SnapshotRepair.Of(new Snapshot([Provider, Thing("a")], [])), Is.Null);

    [Test]
    public void Order_is_mended_and_only_what_moved_is_told()
    {
        var repair = SnapshotRepair.Of(new Snapshot([Thing("x"), Provider, Thing("b") with { Dependencies = [Urn("a")] }, Thing("a"), Thing("y")], []))!;
        Assert.That(repair.RemainingFault, Is.Null);
        Assert.That(repair.Repaired.Resources.Select(state => state.Id), Is.EqualTo(new[] { "1", "x", "a", "b", "y" }));
        Assert.That(repair.Reordered.Select(state => state.Id), Is.EqualTo(new[] { "1", "a" }));
        Assert.That(repair.Pruned, Is.Empty);
    }

    [Test]
    public void References_to_what_is_not_there_are_taken_out()
    {
        var broken = Thing("b") with
        {
            Dependencies = [Urn("a"), Urn("gone")],
            PropertyDependencies = ResourceState.NoPropertyDependencies.Add("size", [Urn("gone"), Urn("a")]),
            DeletedWith = Urn("gone"),
            ReplaceWith = [Urn("gone")],
        };
        var repair = SnapshotRepair.Of(new Snapshot([Provider, Thing("a"), broken], []))!;
        Assert.That(repair.RemainingFault, Is.Null);
        var mended = repair.Repaired.Resources[2];
        Assert.That((mended.Dependencies.Single(), mended.PropertyDependencies["size"].Single(), mended.DeletedWith, mended.ReplaceWith.Length), Is.EqualTo((Urn("a"), Urn("a"), "", 0)));
        Assert.That(repair.Pruned.Single().Removed.Select(removed => removed.Kind), Is.EqualTo(new[] { "dependency", "property dependency: size", "deleted with", "replace with" }));
    }

    [Test]
    public void A_child_of_a_missing_parent_loses_its_type_from_the_urn_and_its_children_follow()
    {
        var child = new ResourceState { Urn = "urn:pulumi:s::p::m:index:G$m:index:H::child", Type = "m:index:H", Parent = "urn:pulumi:s::p::m:index:G::gone" };
        var grandchild = Thing("grand") with { Urn = "urn:pulumi:s::p::m:index:G$m:index:H$m:index:T::grand", Parent = child.Urn };
        var repair = SnapshotRepair.Of(new Snapshot([Provider, child, grandchild], []))!;
        Assert.That(repair.RemainingFault, Is.Null);
        Assert.That(repair.Repaired.Resources.Skip(1).Select(state => (state.Urn, state.Parent)), Is.EqualTo(new[]
        {
            ("urn:pulumi:s::p::m:index:H::child", ""),
            ("urn:pulumi:s::p::m:index:H$m:index:T::grand", "urn:pulumi:s::p::m:index:H::child"),
        }));
        Assert.That(repair.Pruned.Select(pruned => pruned.NewUrn), Is.EqualTo(repair.Repaired.Resources.Skip(1).Select(state => state.Urn)));
    }

    [Test]
    public void What_no_repair_mends_is_said()
    {
        Assert.That(SnapshotRepair.Of(new Snapshot([Thing("a")], []))!.RemainingFault, Does.Contain("refers to provider"));
        Assert.That(SnapshotRepair.Of(new Snapshot([Provider, Thing("a"), Thing("a")], []))!.RemainingFault, Does.Contain("is there twice"));
    }

    /// <summary>However resources are mixed and references lost: afterwards the state is sound, nothing is lost and nothing else changed.</summary>
    [Test]
    public void Any_mix_of_a_sound_state_is_mended() => Prop.ForAll(
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Zip(Gen.ListOf(Gen.Choose(0, 143), 12)).ToArbitrary(),
        mix =>
        {
            var (order, edges) = mix;
            var needs = edges.Select(edge => (From: edge / 12, To: edge % 12)).Where(edge => edge.To != edge.From).ToLookup(edge => Math.Max(edge.From, edge.To), edge => Math.Min(edge.From, edge.To));
            ResourceState[] states = [.. Enumerable.Range(0, 12).Select(index => Thing($"{index}") with { Dependencies = [.. needs[index].Select(to => Urn(to == 0 ? "gone" : $"{to}"))] })];
            var mixed = new Snapshot([.. order.Select(index => states[index]), Provider], []);
            var repair = SnapshotRepair.Of(mixed)!;
            Assert.That(repair.RemainingFault, Is.Null);
            Assert.That(repair.Repaired.Resources.Select(state => state.Urn), Is.EquivalentTo(mixed.Resources.Select(state => state.Urn)));
            Assert.That(repair.Pruned.Select(pruned => pruned.OldUrn), Is.EquivalentTo(states.Where(state => state.Dependencies.Contains(Urn("gone"))).Select(state => state.Urn)));
            Assert.That(SnapshotRepair.Of(repair.Repaired), Is.Null);
        }).ShouldHold();

    private static string Urn(string name) => $"urn:pulumi:s::p::m:index:T::{name}";

    private static ResourceState Thing(string name) => new() { Urn = Urn(name), Type = "m:index:T", Custom = true, Id = name, Provider = $"{Provider.Urn}::1" };
}
