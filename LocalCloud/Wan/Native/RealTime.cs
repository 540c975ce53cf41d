using System.ComponentModel;
using System.Runtime.InteropServices;

namespace E3.LocalCloud.Wan.Native;

/// <summary>Real-time scheduling for the calling thread.</summary>
internal static unsafe class RealTime
{
    private const int Fifo = 1;
    // Threads the runtime happens to start from this one must not inherit the priority.
    private const int ResetOnFork = 0x40000000;
    private const int SetTimerSlack = 29;

    /// <summary>
    /// First in, first out above every ordinary thread, and timers as exact as the kernel can. Returns why not, or null when done.
    /// Without it one packet in a hundred is 4 to 10 ms late on a busy machine.
    /// </summary>
    public static string? TryEnter(int priority = 10)
    {
        _ = Libc.ProcessControl(SetTimerSlack, 1, 0, 0, 0);
        return Libc.SetScheduler(0, Fifo | ResetOnFork, &priority) == 0
            ? null
            : $"no real-time priority ({new Win32Exception(Marshal.GetLastPInvokeError()).Message}): run as root or grant CAP_SYS_NICE; "
                + "until then packets are late whenever the machine is busy";
    }
}
