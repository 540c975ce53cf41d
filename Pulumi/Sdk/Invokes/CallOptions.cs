namespace Pulumi;

/// <summary>The arguments of a resource's method.</summary>
public abstract class CallArgs : InputArgs
{
    /// <summary>No arguments.</summary>
    public static readonly CallArgs Empty = new None();

    private sealed class None : CallArgs;
}

/// <summary>What a program can say about a call of a resource's method, besides its arguments.</summary>
public class CallOptions
{
    /// <summary>A resource whose provider to use; without a resource to call only.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider to use; without a resource to call only.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider plugin; without a resource to call only.</summary>
    public string? Version { get; set; }

    /// <summary>Where to download the provider plugin; without a resource to call only.</summary>
    public string? PluginDownloadURL { get; set; }
}
