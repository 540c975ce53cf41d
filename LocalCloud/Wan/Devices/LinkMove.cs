using System.Buffers.Binary;
using System.ComponentModel;
using System.Text;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Devices;

/// <summary>Moves an interface into another network namespace under another name, in one rtnetlink message (rtnetlink(7)).</summary>
internal static unsafe class LinkMove
{
    private const int Netlink = 16, RawCloseOnExec = 0x80003, Route = 0;
    private const int HeaderSize = 16, InfoSize = 16, AttributeHeaderSize = 4;
    private const ushort SetLink = 19, RequestAcknowledged = 5, ErrorMessage = 2, NameAttribute = 3, NamespaceFdAttribute = 28;
    private const int ReadOnlyCloseOnExec = 0x80000;

    public static void To(string namespacePath, string oldName, string newName)
    {
        var index = Libc.InterfaceIndex(oldName);
        if (index == 0)
            throw new WanException($"the interface {oldName} vanished before it could be moved to {namespacePath}");
        var target = Libc.Check(Libc.Open(namespacePath, ReadOnlyCloseOnExec), $"opening the network namespace {namespacePath}");
        try
        {
            Exchange(Message((int)index, target, newName), $"moving an interface to {namespacePath} as {newName}");
        }
        finally
        {
            _ = Libc.Close(target);
        }
    }

    private static byte[] Message(int index, int namespaceFd, string name)
    {
        var text = Encoding.ASCII.GetBytes(name + "\0");
        var message = new byte[HeaderSize + InfoSize + 2 * AttributeHeaderSize + sizeof(int) + (text.Length + 3) / 4 * 4];
        var span = message.AsSpan();
        BitConverter.TryWriteBytes(span, message.Length);
        BitConverter.TryWriteBytes(span[4..], SetLink);
        BitConverter.TryWriteBytes(span[6..], RequestAcknowledged);
        BitConverter.TryWriteBytes(span[(HeaderSize + 4)..], index);
        var attributes = span[(HeaderSize + InfoSize)..];
        Attribute(attributes, NamespaceFdAttribute, BitConverter.GetBytes(namespaceFd));
        Attribute(attributes[(AttributeHeaderSize + sizeof(int))..], NameAttribute, text);
        return message;
    }

    private static void Attribute(Span<byte> at, ushort kind, byte[] value)
    {
        BitConverter.TryWriteBytes(at, (ushort)(AttributeHeaderSize + value.Length));
        BitConverter.TryWriteBytes(at[2..], kind);
        value.CopyTo(at[AttributeHeaderSize..]);
    }

    private static void Exchange(byte[] message, string doing)
    {
        var socket = Libc.Check(Libc.Socket(Netlink, RawCloseOnExec, Route), "opening a netlink socket");
        try
        {
            var answer = stackalloc byte[1024];
            fixed (byte* bytes = message)
                _ = Libc.Check((int)Libc.Send(socket, bytes, message.Length, 0), doing);
            var length = Libc.Check((int)Libc.Receive(socket, answer, 1024, 0), doing);
            var error = length >= HeaderSize + sizeof(int) && *(ushort*)(answer + 4) == ErrorMessage
                ? -BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(answer + HeaderSize, sizeof(int)))
                : throw new WanException($"{doing}: the kernel sent no acknowledgement");
            if (error != 0)
                throw new WanException($"{doing}: {new Win32Exception(error).Message}");
        }
        finally
        {
            _ = Libc.Close(socket);
        }
    }
}
