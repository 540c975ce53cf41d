using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>The inputs that the package's resource types share.</summary>
internal static class CommandSpecs
{
    /// <summary>Any value in it makes a new resource when it changes.</summary>
    public static PropertySpec Triggers { get; } = PropertySpec.List("triggers", PropertyKind.Anything) with { Replaces = true };

    /// <summary>What a command of a resource does when.</summary>
    public static ImmutableArray<PropertySpec> Lifecycle { get; } = [PropertySpec.Text("create"), PropertySpec.Text("update"), PropertySpec.Text("delete"), Triggers];

    /// <summary>How a command is run, here or there.</summary>
    public static ImmutableArray<PropertySpec> Run { get; } =
    [
        PropertySpec.Text("stdin"),
        PropertySpec.Text("logging") with { OneOf = ["stdout", "stderr", "stdoutAndStderr", "none"] },
        new PropertySpec("environment", PropertyKind.Map) { Element = PropertyKind.Text },
        PropertySpec.Bool("addPreviousOutputInEnv"),
    ];

    private static readonly ImmutableArray<PropertySpec> Host =
    [
        PropertySpec.Text("host") with { Required = true },
        PropertySpec.Number("port") with { Default = new PropertyValue.Number(22) },
        PropertySpec.Text("user") with { Default = new PropertyValue.Text("root") },
        PropertySpec.Text("password"),
        PropertySpec.Text("privateKey"),
        PropertySpec.Text("privateKeyPassword"),
        PropertySpec.Text("agentSocketPath"),
        PropertySpec.Text("hostKey"),
        PropertySpec.Number("dialErrorLimit") with { Default = new PropertyValue.Number(10) },
        PropertySpec.Number("perDialTimeout") with { Default = new PropertyValue.Number(15) },
    ];

    /// <summary>How to reach a host.</summary>
    public static PropertySpec Connection { get; } = new("connection", PropertyKind.Object)
    {
        Required = true,
        Fields = Host.Add(new PropertySpec("proxy", PropertyKind.Object) { Fields = Host }),
    };
}
