namespace E3.Deploy.Display.Resources;

/// <summary>What a person reads of a URN: <c>urn:pulumi:stack::project::parent$type::name</c>.</summary>
internal readonly record struct UrnParts(string Type, string Name)
{
    public const string StackType = "pulumi:pulumi:Stack";

    public static UrnParts Of(string urn)
    {
        var parts = urn.Split("::", 4);
        return parts.Length < 4 ? new UrnParts("", urn) : new UrnParts(parts[2][(parts[2].LastIndexOf('$') + 1)..], parts[3]);
    }

    public bool IsStack => Type == StackType;

    /// <summary>A provider the engine made up because the program named none: nobody asked for it, so it is not shown.</summary>
    public bool IsDefaultProvider => Type.StartsWith("pulumi:providers:", StringComparison.Ordinal) && Name.StartsWith("default", StringComparison.Ordinal);

    /// <summary>The type without a middle part that repeats its end: <c>digitalocean:index/droplet:Droplet</c> is <c>digitalocean:index:Droplet</c>.</summary>
    public string ShortType
    {
        get
        {
            var parts = Type.Split(':');
            return parts.Length == 3 && parts[1].Split('/') is [var module, var last] && last.Equals(parts[2], StringComparison.OrdinalIgnoreCase)
                ? $"{parts[0]}:{module}:{parts[2]}"
                : Type;
        }
    }
}
