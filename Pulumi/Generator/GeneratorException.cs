namespace Pulumi.Generator;

/// <summary>Something that the person who ran the generator can mend; the message says what and where.</summary>
internal sealed class GeneratorException(string message, Exception? cause = null) : Exception(message, cause);
