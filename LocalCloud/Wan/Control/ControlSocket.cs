using System.Net.Sockets;
using System.Text;

namespace E3.LocalCloud.Wan.Control;

/// <summary>The Unix socket the emulator is controlled through: one JSON document a line, an answer to each.</summary>
internal static class ControlSocket
{
    // sun_path of unix(7), less the closing zero.
    private const int LongestPath = 107;

    public static Socket Open() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public static UnixDomainSocketEndPoint At(string path) =>
        Encoding.UTF8.GetByteCount(path) <= LongestPath
            ? new UnixDomainSocketEndPoint(path)
            : throw new WanException($"the socket path '{path}' is longer than the {LongestPath} bytes Linux allows; use a shorter folder");
}
