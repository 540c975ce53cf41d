namespace Pulumi.Automation.Tests.Dummy;

/// <summary>Tests that the dummy command answers.</summary>
public abstract class DummyTests
{
    protected DummyCommand Dummy { get; private set; } = null!;

    [SetUp]
    public void Lay() => Dummy = new();

    [TearDown]
    public void Clear() => Dummy.Dispose();
}
