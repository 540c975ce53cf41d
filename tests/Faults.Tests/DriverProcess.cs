using System.Diagnostics;
using System.Text.Json;

namespace E3.Faults.Tests;

/// <summary>A driver that runs, or waits for its work.</summary>
internal sealed class DriverProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _isKilled;

    private DriverProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it was killed and not done before.</summary>
    public bool IsKilled => _process.HasExited && _process.ExitCode == 128 + 9;

    public static DriverProcess Start() => new(Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "E3.Faults.Tests"))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    public async Task GiveAsync(Work work)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(work));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>kill -9; returns when it is dead.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _isKilled, 1) == 0)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end: what it said last, or null when it was killed.</summary>
    public async Task<string?> EndAsync()
    {
        var said = await _process.StandardOutput.ReadLineAsync();
        await _process.WaitForExitAsync();
        return IsKilled ? null : said ?? await _errors;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
