namespace Pulumi.Tests.StandIn;

/// <summary>The variables with which an engine starts a program.</summary>
public static class EngineVariables
{
    public static Dictionary<string, string?> For(StandInEngine engine) => new()
    {
        ["PULUMI_MONITOR"] = engine.Address,
        ["PULUMI_ENGINE"] = engine.Address,
        ["PULUMI_PROJECT"] = "shop",
        ["PULUMI_STACK"] = "dev",
        ["PULUMI_DRY_RUN"] = engine.IsPreview ? "true" : "false",
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = "16",
        ["PULUMI_ROOT_DIRECTORY"] = "/somewhere",
    };
}
