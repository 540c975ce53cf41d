namespace Pulumi.Command;

/// <summary>The Command provider with settings of its own; without one, the stack's settings hold.</summary>
[ResourceType("pulumi:providers:command", Defaults.Version)]
public class Provider : ProviderResource
{
    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its settings.</param>
    /// <param name="options">Everything else.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("command", name, args ?? new(), MakeOptions(options))
    {
    }

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options) => Defaults.Under(options, id: "");
}
