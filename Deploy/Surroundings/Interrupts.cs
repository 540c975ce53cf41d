using System.Runtime.InteropServices;

namespace E3.Deploy.Surroundings;

/// <summary>
/// Ctrl-C (or SIGTERM): the first asks to stop in order, the second to stop at once, a third ends the process as the system would.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Finish what is under way, begin nothing new.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Break off.</summary>
    public CancellationToken Abort => _abort.Token;

    /// <summary>Begins to listen to the process's signals.</summary>
    public void Listen()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = Interrupt()));
        }
    }

    /// <summary>One more wish to stop; false when there is nothing milder left than to end the process.</summary>
    public bool Interrupt()
    {
        if (_abort.IsCancellationRequested)
        {
            return false;
        }

        (_stop.IsCancellationRequested ? _abort : _stop).Cancel();
        return true;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        _abort.Dispose();
    }
}
