namespace Pulumi.Serialization;

/// <summary>A program gave something for a property that the protocol cannot carry.</summary>
internal sealed class UnsupportedValueException(string message) : InvalidOperationException(message);
