using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace E3.Floor.Network;

/// <summary>A host (name, IPv4 or [IPv6]) and a port, written <c>host:port</c>.</summary>
internal sealed record Endpoint(string Host, int Port)
{
    /// <summary>Parses <c>host:port</c>; null when it is not of that form.</summary>
    public static Endpoint? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0) return null;
        var host = text[..colon];
        if (host is ['[', .. var inner, ']']) host = inner;
        else if (host.Contains(':', StringComparison.Ordinal)) return null;
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new Endpoint(host, port)
            : null;
    }

    /// <summary>What to dial.</summary>
    public EndPoint ToEndPoint() => IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port) : new DnsEndPoint(Host, Port);

    /// <summary>A socket that listens here; <c>*</c> as host means every address of this machine.</summary>
    public Socket Listen()
    {
        var anywhere = Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        var address = Host == "*" ? anywhere
            : IPAddress.TryParse(Host, out var given) ? given
            : throw new FloorException($"--listen needs an IP address or *, not '{Host}'", FloorException.BadArguments);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, Port));
            socket.Listen();
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new FloorException($"cannot listen on {this}: {error.Message}; what else uses this port?", cause: error);
        }
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
