using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// The root of all resources of a program. A program may derive from it: the constructor declares the resources, properties
/// with an <see cref="OutputAttribute"/> become the stack's outputs.
/// </summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    /// <summary>Registers the stack; done by <see cref="Deployment"/>.</summary>
    /// <param name="options">What holds for all resources.</param>
    public Stack(StackOptions? options = null)
        : base(
            TypeToken,
            $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}",
            new ComponentResourceOptions
            {
                ResourceTransformations = options?.ResourceTransformations ?? [],
                ResourceTransforms = options?.ResourceTransforms ?? [],
            })
        => Deployment.Required.Stack = this;

    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options) : this(options)
    {
        RegisterOutputs(Output.Create(RunAsync()));

        async Task<IDictionary<string, object?>> RunAsync() => (await program()).ToImmutableDictionary();
    }

    internal void PublishProperties()
    {
        var outputs = PublishedProperties(typeof(Stack));
        var unassigned = outputs.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList();
        if (unassigned.Count > 0)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", unassigned)}' have no value assigned. " +
                "[Output] attributed properties must be assigned inside Stack constructor.");
        }

        var wrong = outputs.Where(entry => entry.Value is not IOutput).Select(entry => entry.Key).ToList();
        if (wrong.Count > 0)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        RegisterOutputs(outputs);
    }
}
