namespace Pulumi.Automation;

/// <summary>One output of a stack.</summary>
public sealed class OutputValue
{
    internal OutputValue(object value, bool isSecret) => (Value, IsSecret) = (value, isSecret);

    /// <summary>
    /// The value, in clear also if it is secret. A whole number is a <see cref="long"/>, another a <see cref="double"/>, a list an
    /// <c>object[]</c>, a map a <c>Dictionary&lt;string, object&gt;</c>, a text that is an ISO 8601 date a <see cref="DateTime"/>.
    /// </summary>
    public object Value { get; }

    /// <summary>Whether it must not be shown.</summary>
    public bool IsSecret { get; }
}
