namespace E3.LocalCloud.Wan;

/// <summary>The emulator refused a request or cannot be reached; the message says why, and names the socket when it is the latter.</summary>
public sealed class WanException(string message, Exception? inner = null) : Exception(message, inner);
