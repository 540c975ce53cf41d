namespace E3.Engine;

/// <summary>An operation that could not be carried out, in words for a person: what was wrong, where, what to do.</summary>
public class EngineException(string message, Exception? inner = null) : Exception(message, inner);
