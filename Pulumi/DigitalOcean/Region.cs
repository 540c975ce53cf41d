namespace Pulumi.DigitalOcean;

/// <summary>A place where DigitalOcean has machines. Others can be given as text.</summary>
[EnumType]
public readonly struct Region : IEquatable<Region>
{
    private readonly string _value;

    private Region(string value) => _value = value;

    /// <summary>New York 1.</summary>
    public static Region NYC1 { get; } = new("nyc1");

    /// <summary>New York 2.</summary>
    public static Region NYC2 { get; } = new("nyc2");

    /// <summary>New York 3.</summary>
    public static Region NYC3 { get; } = new("nyc3");

    /// <summary>Singapore 1.</summary>
    public static Region SGP1 { get; } = new("sgp1");

    /// <summary>London 1.</summary>
    public static Region LON1 { get; } = new("lon1");

    /// <summary>Amsterdam 2.</summary>
    public static Region AMS2 { get; } = new("ams2");

    /// <summary>Amsterdam 3.</summary>
    public static Region AMS3 { get; } = new("ams3");

    /// <summary>Frankfurt 1.</summary>
    public static Region FRA1 { get; } = new("fra1");

    /// <summary>Toronto 1.</summary>
    public static Region TOR1 { get; } = new("tor1");

    /// <summary>San Francisco 1.</summary>
    public static Region SFO1 { get; } = new("sfo1");

    /// <summary>San Francisco 2.</summary>
    public static Region SFO2 { get; } = new("sfo2");

    /// <summary>San Francisco 3.</summary>
    public static Region SFO3 { get; } = new("sfo3");

    /// <summary>Bangalore 1.</summary>
    public static Region BLR1 { get; } = new("blr1");

    /// <summary>Sydney 1.</summary>
    public static Region SYD1 { get; } = new("syd1");

    /// <summary>Whether both stand for the same text.</summary>
    public static bool operator ==(Region left, Region right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Region left, Region right) => !left.Equals(right);

    /// <summary>The text it stands for.</summary>
    /// <param name="value">The value.</param>
    public static explicit operator string(Region value) => value._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Region other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(Region other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => _value;
}
