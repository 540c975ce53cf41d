namespace Pulumi.Command;

/// <summary>Settings of a Command provider: there are none.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new ProviderArgs Empty => new();
}
