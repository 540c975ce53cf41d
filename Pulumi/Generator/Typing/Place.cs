namespace Pulumi.Generator.Typing;

/// <summary>Where in C# a property stands, which decides its type.</summary>
internal enum Place
{
    /// <summary>What a resource turns out to be.</summary>
    Output,

    /// <summary>What a resource is to be; takes outputs.</summary>
    Input,

    /// <summary>What is known of a resource that exists; takes outputs.</summary>
    State,

    /// <summary>The arguments of a function that is called at once: plain values.</summary>
    PlainArgument,

    /// <summary>The arguments of a function that gives an output; takes outputs.</summary>
    Argument,

    /// <summary>What a function gives.</summary>
    Result,
}
