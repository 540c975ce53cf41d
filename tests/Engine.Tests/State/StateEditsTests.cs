using E3.Engine.State;

namespace E3.Engine.Tests.State;

public sealed class StateEditsTests
{
    private static readonly ResourceState Provider = new() { Urn = "urn:pulumi:s::p::pulumi:providers:m::default", Type = "pulumi:providers:m", Custom = true, Id = "1" };

    private static readonly Snapshot Sound = new([Provider, Thing("a"), Thing("b") with { Dependencies = [Urn("a")] }, Thing("c") with { DeletedWith = Urn("b") }, Thing("d")], []);

    [Test]
    public void A_resource_that_nothing_needs_is_forgotten() =>
        Assert.That(StateEdits.Delete(Sound, [Urn("d")], force: false, dependents: false).Resources.Select(state => state.Id), Is.EqualTo(new[] { "1", "a", "b", "c" }));

    [Test]
    public void What_others_need_goes_only_with_them()
    {
        Assert.That(() => StateEdits.Delete(Sound, [Urn("a")], force: false, dependents: false), Throws.TypeOf<EngineException>().With.Message
            .EqualTo($"{Urn("a")} can't be safely deleted because the following resources depend on it:\n * \"b\" ({Urn("b")})\n\nDelete those resources first or pass --target-dependents."));
        Assert.That(StateEdits.Delete(Sound, [Urn("a")], force: false, dependents: true).Resources.Select(state => state.Id), Is.EqualTo(new[] { "1", "d" }));
        Assert.That(StateEdits.Delete(Sound, [Urn("a"), Urn("c"), Urn("b")], force: false, dependents: false).Resources.Select(state => state.Id), Is.EqualTo(new[] { "1", "d" }));
        Assert.That(StateEdits.Delete(Sound, [Provider.Urn], force: false, dependents: true).Resources, Is.Empty);
    }

    [Test]
    public void A_protected_one_goes_by_force_only()
    {
        var guarded = StateEdits.Protect(Sound, [Urn("d")], protect: true);
        Assert.That(() => StateEdits.Delete(guarded, [Urn("d")], force: false, dependents: false), Throws.TypeOf<EngineException>().With.Message.Contains("it is protected"));
        Assert.That(() => StateEdits.DeleteAll(guarded, force: false), Throws.TypeOf<EngineException>());
        Assert.That(StateEdits.DeleteAll(guarded, force: true).Resources, Is.Empty);
        Assert.That(StateEdits.Protect(guarded, null, protect: false).Resources.Any(state => state.Protect), Is.False);
    }

    [Test]
    public void A_name_that_is_not_there_is_told_with_the_nearest()
    {
        Assert.That(() => StateEdits.Delete(Sound, [Urn("e") + "e"], force: false, dependents: false),
            Throws.TypeOf<EngineException>().With.Message.StartsWith($"No such resource \"{Urn("ee")}\" exists in the current state; did you mean"));
        Assert.That(() => StateEdits.Protect(Sound, ["urn:x"], protect: true), Throws.TypeOf<EngineException>());
    }

    [Test]
    public void A_new_name_reaches_everything_that_refers_to_it()
    {
        var renamed = StateEdits.Rename(Sound, Urn("b"), "z");
        Assert.That(renamed.Resources.Select(state => state.Urn), Does.Contain(Urn("z")).And.Not.Contain(Urn("b")));
        Assert.That(renamed.Resources[3].DeletedWith, Is.EqualTo(Urn("z")));
        Assert.That(SnapshotIntegrity.FirstFault(renamed), Is.Null);

        var provider = StateEdits.Rename(Sound, Provider.Urn, "mine");
        Assert.That(provider.Resources[1].Provider, Is.EqualTo("urn:pulumi:s::p::pulumi:providers:m::mine::1"));
        Assert.That(SnapshotIntegrity.FirstFault(provider), Is.Null);
        Assert.That(() => StateEdits.Rename(Sound, Urn("b"), "a"), Throws.TypeOf<EngineException>().With.Message.Contains("already existing resource"));
        Assert.That(() => StateEdits.Rename(Sound, Urn("b"), "x::y"), Throws.TypeOf<EngineException>());
    }

    private static string Urn(string name) => $"urn:pulumi:s::p::m:index:T::{name}";

    private static ResourceState Thing(string name) => new() { Urn = Urn(name), Type = "m:index:T", Custom = true, Id = name, Provider = $"{Provider.Urn}::1" };
}
