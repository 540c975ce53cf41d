using Pulumirpc;

namespace Pulumi;

/// <summary>Messages to whoever runs the program, shown by the engine.</summary>
public static class Log
{
    /// <summary>Something that is shown only on request.</summary>
    /// <param name="message">The text.</param>
    /// <param name="resource">What it is about; null = the stack.</param>
    /// <param name="streamId">Messages with the same id other than 0 form one text.</param>
    /// <param name="ephemeral">Whether it is a status line that need not be kept.</param>
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Write(LogSeverity.Debug, message, resource, streamId, ephemeral);

    /// <summary>Something worth knowing.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Write(LogSeverity.Info, message, resource, streamId, ephemeral);

    /// <summary>Something that looks wrong.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Write(LogSeverity.Warning, message, resource, streamId, ephemeral);

    /// <summary>Something that is wrong: the program goes on, and counts as failed.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Write(LogSeverity.Error, message, resource, streamId, ephemeral);

    /// <summary>An exception as an error.</summary>
    /// <param name="exception">The exception; shown with its causes and where they came from.</param>
    /// <param name="resource">What it is about; null = the stack.</param>
    /// <param name="streamId">Messages with the same id other than 0 form one text.</param>
    /// <param name="ephemeral">Whether it is a status line that need not be kept.</param>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Error(exception?.ToString() ?? "", resource, streamId, ephemeral);

    private static void Write(LogSeverity severity, string message, Resource? resource, int? streamId, bool? ephemeral)
        => _ = Deployment.Required.Log.WriteAsync(severity, message, resource, streamId, ephemeral);
}
