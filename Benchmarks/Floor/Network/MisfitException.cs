namespace E3.Floor.Network;

/// <summary>A party that is there, but not as it must be: waiting for it will not help.</summary>
internal sealed class MisfitException(string message) : FloorException(message);
