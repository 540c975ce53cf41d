using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Devices;

/// <summary>The settings under <c>/proc/sys/net</c> of one network namespace.</summary>
internal static unsafe class NetworkSettings
{
    private const string LargestWindow = "33554432";

    /// <summary>Lets TCP windows grow to 32 MB: with the default of 4 MB one stream over 100 ms gets 0.3 Gbit/s.</summary>
    public static void WidenWindows(string namespacePath)
    {
        foreach (var file in (string[])["/proc/sys/net/ipv4/tcp_rmem", "/proc/sys/net/ipv4/tcp_wmem"])
            Change(namespacePath, file, sizes => string.Join(' ', [.. sizes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(2), LargestWindow]));
    }

    /// <summary>The emulated network is IPv4 only; the kernel's own router solicitations would count as packets for nobody.</summary>
    public static void QuietIPv6(string? namespacePath, string interfaceName) =>
        Change(namespacePath, $"/proc/sys/net/ipv6/conf/{interfaceName}/disable_ipv6", _ => "1");

    private static void Change(string? namespacePath, string file, Func<string, string> change)
    {
        var buffer = stackalloc byte[256];
        if (Use(namespacePath, file, fd => Libc.ReadNow(fd, buffer, 256), "reading") is not (>= 0 and var length))
            return; // A kernel without this protocol.
        var value = Encoding.ASCII.GetBytes(change(Encoding.ASCII.GetString(buffer, length)));
        fixed (byte* bytes = value)
        {
            var text = bytes;
            _ = Use(namespacePath, file, fd => Libc.WriteNow(fd, text, value.Length), "writing");
        }
    }

    // Opened for each use: a setting is only taken when it is written from the file's beginning.
    private static int Use(string? namespacePath, string file, Func<int, nint> use, string doing)
    {
        var fd = NetworkNamespace.OpenSetting(namespacePath, file);
        if (fd < 0)
            return -1;
        var result = use(fd);
        var error = Marshal.GetLastSystemError();
        _ = Libc.Close(fd);
        return result >= 0
            ? (int)result
            : throw new WanException($"{doing} {file} of {namespacePath ?? "this machine"}: {new Win32Exception(error).Message}");
    }
}
