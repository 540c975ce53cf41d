using NUnit.Framework.Interfaces;

namespace E3.EndToEnd;

/// <summary>
/// These tests make namespaces. Without root they are skipped by name on a developer's machine, and fail where CI=true,
/// because there a missing piece must not look like a pass.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequiresMachineAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Suite;

    public void BeforeTest(ITest test)
    {
        if (Environment.IsPrivilegedProcess)
            return;
        const string Lack = "needs root: it makes network namespaces, TUN devices and mounts";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(Lack);
        Assert.Ignore(Lack);
    }

    public void AfterTest(ITest test) { }
}
