namespace E3.Infra.Hosts;

/// <summary>A port, or a range like <c>11000-11999</c>, that hosts of the stack open to each other.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Range">One port or the first and last with a dash.</param>
internal sealed record PortRule(string Protocol, string Range);
