using E3.Deploy.Display.Terminal;
using E3.Engine;
using E3.Engine.Providers;
using E3.Engine.Workspace;
using E3.LocalCloud;
using E3.LocalCloud.Wan;

namespace E3.Deploy.CommandLine;

/// <summary>Turns what went wrong into one message and an exit code. The trace is for who asks for it.</summary>
internal static class Failures
{
    public static int Tell(Screen screen, Exception failure, bool verbose)
    {
        var (message, code) = Describe(failure);
        if (message.Length > 0)
        {
            screen.WriteError(new StyledText().Add("error: ", Tone.Error).Line(message.TrimEnd()));
        }

        if (verbose)
        {
            screen.Error.WriteLine(failure.ToString());
        }

        return code;
    }

    /// <summary>The one message.</summary>
    public static string Text(Exception failure) => Describe(failure).Message.TrimEnd();

    private static (string Message, int Code) Describe(Exception failure) => failure switch
    {
        CommandException known => (known.Message, known.ExitCode),
        WorkspaceException or EngineException or ProviderException or CloudException or LatencyProfileException => (failure.Message, ExitCodes.Failed),
        OperationCanceledException => ("stopped before it was done; nothing more was begun.", ExitCodes.Cancelled),
        IOException or UnauthorizedAccessException => (failure.Message, ExitCodes.Failed),
        _ => ($"unexpected: {failure.GetType().Name}: {failure.Message} (run again with --verbose for where it happened)", ExitCodes.Internal),
    };
}
