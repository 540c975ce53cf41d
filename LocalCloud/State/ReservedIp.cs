namespace E3.LocalCloud.State;

/// <summary>A reserved IP of a region. It exists in the API only: hosts do not answer at it.</summary>
/// <param name="Ip">The address, which is also its name.</param>
/// <param name="Region">Only droplets of this region can have it.</param>
/// <param name="DropletId">The droplet that has it, or null.</param>
internal sealed record ReservedIp(string Ip, string Region, long? DropletId);
