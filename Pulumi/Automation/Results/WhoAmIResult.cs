using System.Collections.Immutable;

namespace Pulumi.Automation;

/// <summary>Who the command acts for.</summary>
public class WhoAmIResult
{
    /// <summary>Says who it is.</summary>
    /// <param name="user">The user.</param>
    /// <param name="url">The backend.</param>
    /// <param name="organizations">The organisations the user belongs to.</param>
    public WhoAmIResult(string user, string? url, ImmutableArray<string> organizations)
        => (User, Url, Organizations) = (user, url, organizations.IsDefault ? [] : organizations);

    /// <summary>The user.</summary>
    public string User { get; }

    /// <summary>The backend.</summary>
    public string? Url { get; }

    /// <summary>The organisations the user belongs to.</summary>
    public ImmutableArray<string> Organizations { get; }
}
