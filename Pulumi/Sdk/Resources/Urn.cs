using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>A resource's name within everything Pulumi manages: <c>urn:pulumi:stack::project::types::name</c>.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private readonly string _value;

    /// <summary>A URN from its text.</summary>
    /// <param name="value">The text; not checked beyond being there.</param>
    public Urn(string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("URN cannot be null or empty.", nameof(value));
        }

        _value = value;
    }

    /// <summary>The URN a resource has or would have.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="type">The resource's type.</param>
    /// <param name="parent">The resource's parent; not together with <paramref name="parentUrn"/>.</param>
    /// <param name="parentUrn">The parent's URN.</param>
    /// <param name="project">Null = this project.</param>
    /// <param name="stack">Null = this stack.</param>
    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
        {
            throw new ArgumentException("Only one of 'parent' and 'parentUrn' can be non-null.");
        }

        var prefix = (parent?.Urn ?? parentUrn?.ToOutput()) is { } above
            ? above.Apply(urn => urn[..urn.LastIndexOf("::", StringComparison.Ordinal)] + "$")
            : Output.Format(
                $"urn:pulumi:{stack ?? Deployment.Instance.StackName}::{project ?? Deployment.Instance.ProjectName}::");
        return Output.Format($"{prefix}{type}::{name}");
    }

    /// <summary>The text.</summary>
    /// <param name="value">The URN.</param>
    public static implicit operator string(Urn value) => value._value;

    /// <summary>Whether both are the same text.</summary>
    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => _value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(Urn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    // "urn:pulumi:stack::project::parent$type::name": a name may contain "::", a type may not.
    internal static string TypeOf(string urn) => urn.Split("::", 4) is [_, _, var types, _]
        ? types[(types.LastIndexOf('$') + 1)..]
        : throw new FormatException($"'{urn}' is not a URN.");

    internal static string NameOf(string urn) => urn.Split("::", 4) is [_, _, _, var name]
        ? name
        : throw new FormatException($"'{urn}' is not a URN.");
}
