using System.ComponentModel;
using System.Runtime.InteropServices;

namespace E3.LocalCloud.Wan.Native;

/// <summary>The system calls .NET has no door to.</summary>
internal static unsafe partial class Libc
{
    public const int InterruptedCall = 4; // EINTR
    public const int InvalidArgument = 22; // EINVAL

    private const string Library = "libc";
    private const long PidfdOpen = 434; // The number is the same on every architecture: pidfd_open(2) is newer than their unification.

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int fd, nuint request, void* argument);

    // The calls named …Now never block and take a few microseconds: switching the thread's GC mode around them would only add to each.
    // Errors are read by Marshal.GetLastSystemError right after.
    [LibraryImport(Library, EntryPoint = "read")]
    [SuppressGCTransition]
    public static partial nint ReadNow(int fd, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write")]
    [SuppressGCTransition]
    public static partial nint WriteNow(int fd, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "timerfd_settime")]
    [SuppressGCTransition]
    public static partial int SetTimerNow(int fd, int flags, TimerSetting* setting, TimerSetting* old);

    [LibraryImport(Library, EntryPoint = "setns")]
    [SuppressGCTransition]
    public static partial int SetNamespaceNow(int fd, int kind);

    [LibraryImport(Library, EntryPoint = "open")]
    [SuppressGCTransition]
    public static partial int OpenNow(byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "socket")]
    [SuppressGCTransition]
    public static partial int SocketNow(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "epoll_wait")]
    public static partial int EpollWait(int epoll, byte* events, int capacity, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int fd, byte* @event);

    [LibraryImport(Library, EntryPoint = "timerfd_create", SetLastError = true)]
    public static partial int TimerCreate(int clock, int flags);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventCreate(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint InterfaceIndex(string name);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, byte* data, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int fd, byte* data, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SetScheduler(int thread, int policy, int* priority);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, ulong a, ulong b, ulong c, ulong d);

    [LibraryImport(Library, EntryPoint = "getppid")]
    public static partial int ParentPid();

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    public static int OpenPidfd(int pid) => (int)SystemCall(PidfdOpen, pid, 0);

    /// <summary>The result, or an exception which says what was being done when the system refused.</summary>
    public static int Check(int result, string doing) =>
        result >= 0 ? result : throw new WanException($"{doing}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(long number, long a, long b);
}

/// <summary>struct itimerspec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimerSetting
{
    public long IntervalSeconds;
    public long IntervalNanoseconds;
    public long Seconds;
    public long Nanoseconds;
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Fd;
    public short Events;
    public short Returned;
}
