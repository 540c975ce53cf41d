using Pulumi.Tests.StandIn;

namespace Pulumi.Tests;

/// <summary>Programs that are a class.</summary>
public sealed class StackTests : ProgramTests
{
    [Test]
    public async Task Properties_of_the_class_are_the_stacks_outputs()
    {
        Assert.That(await WithVariablesAsync(Deployment.RunAsync<Good>), Is.Zero);

        var outputs = Engine.Outputs.Single().Outputs.Fields;
        Assert.That((outputs["Address"].StringValue, outputs["renamed"].NumberValue), Is.EqualTo(("a-id", 2)));
    }

    [Test]
    public async Task An_output_without_a_value_is_named()
    {
        Assert.That(await WithVariablesAsync(Deployment.RunAsync<Unassigned>), Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.StartWith("Output(s) 'Forgotten' have no value assigned."));
    }

    [Test]
    public async Task An_output_of_another_type_is_named()
    {
        Assert.That(await WithVariablesAsync(Deployment.RunAsync<WrongType>), Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.StartWith("Output(s) 'Text' have incorrect type."));
    }

    [Test]
    public async Task An_exception_in_the_constructor_is_shown_as_it_is()
    {
        Assert.That(await WithVariablesAsync(Deployment.RunAsync<Throwing>), Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Is.EqualTo("from the constructor"));
    }

    public sealed class Good : Stack
    {
        public Good() => Address = new Thing("a").Id;

        [Output]
        public Output<string> Address { get; set; }

        [Output("renamed")]
        public Output<int> Count { get; set; } = Output.Create(2);
    }

    public sealed class Unassigned : Stack
    {
        [Output]
        public Output<string> Forgotten { get; set; } = null!;
    }

    public sealed class WrongType : Stack
    {
        [Output]
        public string Text { get; set; } = "text";
    }

    public sealed class Throwing : Stack
    {
        public Throwing() => throw new RunException("from the constructor");
    }
}
