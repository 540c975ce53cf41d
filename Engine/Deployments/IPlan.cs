using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Is told what an operation is about to do: to write it down, or to refuse, with an <see cref="EngineException"/>, what it does not allow.</summary>
internal interface IPlan
{
    /// <summary>A program asks this of a resource; <paramref name="wanted"/> has its checked inputs, <paramref name="old"/> those of before, null for a new one.</summary>
    void Goal(Goal goal, ResourceState wanted, PropertyMap? old);

    /// <summary>Something is about to be done.</summary>
    void Step(string op, string urn);

    /// <summary>A component, or the stack, has these outputs.</summary>
    void Outputs(string urn, PropertyMap? old, PropertyMap outputs);

    /// <summary>All of this is about to be deleted; refused as a whole or not at all.</summary>
    void CheckDeletes(IEnumerable<(string Op, string Urn)> deletes);
}
