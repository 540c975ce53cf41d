using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Devices;

/// <summary>Does something inside another network namespace, on a thread of its own that ends there: no pooled thread is ever left behind in one.</summary>
internal static class NamespaceThread
{
    private const int NetworkNamespace = 0x40000000;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <param name="path">The namespace, or null for the one this process is in.</param>
    /// <param name="work">Must not wait for other threads' work in the namespace: only this thread is inside.</param>
    public static Task RunAsync(string? path, Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                if (path is not null)
                    Enter(path);
                work();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = "wan-namespace" }.Start();
        return done.Task;
    }

    private static void Enter(string path)
    {
        var fd = Libc.Check(Libc.Open(path, ReadOnlyCloseOnExec), $"opening the network namespace {path}");
        try
        {
            _ = Libc.Check(Libc.SetNamespace(fd, NetworkNamespace), $"entering the network namespace {path}");
        }
        finally
        {
            _ = Libc.Close(fd);
        }
    }
}
