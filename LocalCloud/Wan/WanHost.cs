using System.Net;

namespace E3.LocalCloud.Wan;

/// <summary>A host to be joined to the WAN.</summary>
/// <param name="Name">Unique among the emulator's hosts; what errors call it.</param>
/// <param name="Region">A region the profile knows.</param>
/// <param name="NetworkNamespace">Path of its network namespace: <c>/run/netns/…</c> or <c>/proc/…/ns/net</c>.</param>
/// <param name="Address">Its IPv4 address, unique among the emulator's hosts.</param>
/// <param name="PrefixLength">Length in bits of the network all hosts share; every address of it is reached through the emulator.</param>
/// <param name="Interface">Name of the interface inside the namespace.</param>
public sealed record WanHost(string Name, string Region, string NetworkNamespace, IPAddress Address, int PrefixLength, string Interface = "eth0");

/// <summary>The operator's own door to the hosts, an interface in the emulator's network namespace.</summary>
/// <param name="Interface">Its name, at most 15 characters.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="PrefixLength">Length in bits of the network the hosts share.</param>
public sealed record WanOperator(string Interface, IPAddress Address, int PrefixLength);

/// <summary>What <see cref="WanClient.PingAsync"/> answers.</summary>
/// <param name="Pid">The emulator's process.</param>
/// <param name="Profile">Name or path of the latency profile in force.</param>
/// <param name="Hosts">How many hosts are joined.</param>
/// <param name="Lost">Names of hosts whose interface vanished, as when their namespace was deleted.</param>
/// <param name="Warnings">What makes this emulator less exact than it could be, such as no real-time priority.</param>
public sealed record WanHealth(int Pid, string Profile, int Hosts, IReadOnlyList<string> Lost, IReadOnlyList<string> Warnings);
