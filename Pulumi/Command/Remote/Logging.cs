namespace Pulumi.Command.Remote;

/// <summary>Which of a command's output is shown as it comes.</summary>
[EnumType]
public readonly struct Logging : IEquatable<Logging>
{
    private readonly string _value;

    private Logging(string value) => _value = value;

    /// <summary>Standard output only.</summary>
    public static Logging Stdout { get; } = new("stdout");

    /// <summary>Standard error only.</summary>
    public static Logging Stderr { get; } = new("stderr");

    /// <summary>Both.</summary>
    public static Logging StdoutAndStderr { get; } = new("stdoutAndStderr");

    /// <summary>Neither.</summary>
    public static Logging None { get; } = new("none");

    /// <summary>Whether both stand for the same text.</summary>
    public static bool operator ==(Logging left, Logging right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Logging left, Logging right) => !left.Equals(right);

    /// <summary>The text it stands for.</summary>
    /// <param name="value">The value.</param>
    public static explicit operator string(Logging value) => value._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Logging other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(Logging other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => _value;
}
