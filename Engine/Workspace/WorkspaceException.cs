namespace E3.Engine.Workspace;

/// <summary>A mistake in the project's files or in a request about them, told in one message: file, line, key, and what to do.</summary>
public sealed class WorkspaceException(string message, Exception? inner = null) : Exception(message, inner);
