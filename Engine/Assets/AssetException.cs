namespace E3.Engine.Assets;

/// <summary>An asset or archive that cannot be read: which file or URI, and why. Fit to be shown to a person.</summary>
internal sealed class AssetException(string message, Exception? inner = null) : Exception(message, inner);
