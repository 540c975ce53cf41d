using Pulumi;

namespace E3.Infra.Software;

/// <summary>What was put on a host.</summary>
/// <param name="Installed">What is to be there before the host can be used.</param>
/// <param name="Version">Differs when something else was put there.</param>
internal sealed record HostSoftware(Resource Installed, Output<string> Version);
