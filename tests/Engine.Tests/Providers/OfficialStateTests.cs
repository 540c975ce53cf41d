namespace E3.Engine.Tests.Providers;

/// <summary>State that the official providers wrote differs in nothing from the same program's inputs.</summary>
[TestFixture]
internal sealed class OfficialStateTests() : ProviderFixture("digitalocean")
{
    [Test]
    public async Task Notes_of_filled_in_inputs_are_no_difference_at_any_depth()
    {
        const string type = "digitalocean:index/firewall:Firewall";
        var rule = Values.Map(("protocol", "tcp"), ("portRange", "22"), ("sourceAddresses", new[] { "0.0.0.0/0" }));
        var inputs = await CheckedAsync(type, Values.Map(("name", "fw"), ("inboundRules", new[] { rule })));
        var written = inputs.With("__defaults", Values.Of(Array.Empty<string>())).With("inboundRules", Values.Of(new[] { rule.With("__defaults", Values.Of(Array.Empty<string>())) }));
        Assert.That(await DiffAsync(type, written, inputs), Is.Empty);
    }
}
