using System.Runtime.InteropServices;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan;

/// <summary>
/// Notices the death of the process this one belongs to, however it died. PR_SET_PDEATHSIG would fire when the thread that started us
/// ends, and in .NET that is any pooled thread.
/// </summary>
internal static unsafe class ParentWatch
{
    private const short Readable = 1;

    /// <summary>Calls <paramref name="died"/> once, at once when there is no such process.</summary>
    public static void Start(int pid, Action died)
    {
        var fd = Libc.OpenPidfd(pid);
        if (fd < 0)
        {
            died();
            return;
        }
        new Thread(() =>
        {
            var entry = new PollEntry { Fd = fd, Events = Readable };
            while (Libc.Poll(&entry, 1, -1) < 0 && Marshal.GetLastPInvokeError() == Libc.InterruptedCall)
            {
            }
            _ = Libc.Close(fd);
            died();
        })
        { IsBackground = true, Name = "wan-parent" }.Start();
    }
}
