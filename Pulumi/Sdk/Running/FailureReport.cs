using System.Reflection;
using System.Text;
using Pulumirpc;

namespace Pulumi;

/// <summary>Tells the engine why a program failed, and standard error when the engine cannot be told.</summary>
internal static class FailureReport
{
    /// <returns>Whether the engine knows it all.</returns>
    public static async Task<bool> SendAsync(IReadOnlyList<Exception> failures, EngineLog log)
    {
        foreach (var failure in failures)
        {
            // The first lines are what the program was about; that a line did not arrive is the consequence of something else.
            if (failure is LogException)
            {
                SayAside($"Error occurred trying to send logging message to engine:\n{failure}");
                return false;
            }

            try
            {
                await log.WriteAsync(LogSeverity.Error, TextOf(failure), (failure as ResourceException)?.Resource);
            }
            catch (LogException unreachable)
            {
                SayAside($"{TextOf(failure)}\n\nThe engine could not be told: {unreachable.InnerException?.Message}");
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What went wrong, with its causes: often only they say which file or which key was wrong.
    /// </summary>
    public static string Messages(Exception failure)
    {
        var text = new StringBuilder(failure.Message);
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            text.Append("\n  because: ").Append(cause.Message);
        }

        return text.ToString();
    }

    public static void SayAside(string text)
    {
#pragma warning disable RS0030 // The program is somebody else's and the engine is gone: no other place is left to say it.
        Console.Error.WriteLine(text);
#pragma warning restore RS0030
    }

    private static string TextOf(Exception failure) => failure switch
    {
        RunException => Messages(failure),
        ResourceException { HideStack: true } => Messages(failure),
        ResourceException => failure.ToString(),
        _ => $"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{failure}",
    };
}
