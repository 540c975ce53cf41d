namespace E3.LocalCloud;

/// <summary>The local cloud cannot do what was asked; the message is for the person who asked, and says what to do.</summary>
public sealed class CloudException(string message, Exception? inner = null) : Exception(message, inner);
