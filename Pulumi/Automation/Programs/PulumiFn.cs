using System.Collections.Immutable;

namespace Pulumi.Automation;

/// <summary>An inline program: one that runs in this process when the command calls it.</summary>
public abstract class PulumiFn
{
    internal PulumiFn()
    {
    }

    /// <summary>Declares the stack; called within the run.</summary>
    /// <param name="cancellationToken">Ends when the caller cancels or the command is gone.</param>
    internal abstract void Declare(CancellationToken cancellationToken);

    /// <summary>An asynchronous program that returns the stack's outputs.</summary>
    /// <param name="program">The program; its token ends when the caller cancels.</param>
    public static PulumiFn Create(Func<CancellationToken, Task<IDictionary<string, object?>>> program) => new FunctionProgram(program);

    /// <summary>An asynchronous program that returns the stack's outputs.</summary>
    /// <param name="program">The program.</param>
    public static PulumiFn Create(Func<Task<IDictionary<string, object?>>> program) => new FunctionProgram(_ => program());

    /// <summary>An asynchronous program without outputs.</summary>
    /// <param name="program">The program; its token ends when the caller cancels.</param>
    public static PulumiFn Create(Func<CancellationToken, Task> program) => new FunctionProgram(async cancellation =>
    {
        await program(cancellation);
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <summary>An asynchronous program without outputs.</summary>
    /// <param name="program">The program.</param>
    public static PulumiFn Create(Func<Task> program) => Create(_ => program());

    /// <summary>A program that returns the stack's outputs.</summary>
    /// <param name="program">The program.</param>
    public static PulumiFn Create(Func<IDictionary<string, object?>> program) => new FunctionProgram(_ => Task.FromResult(program()));

    /// <summary>A program without outputs.</summary>
    /// <param name="program">The program.</param>
    public static PulumiFn Create(Action program) => new FunctionProgram(_ =>
    {
        program();
        return Task.FromResult<IDictionary<string, object?>>(ImmutableDictionary<string, object?>.Empty);
    });

    /// <summary>A program that is a class: its constructor declares resources, its properties are the outputs.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    public static PulumiFn Create<TStack>() where TStack : Stack, new() => new StackProgram(static () => new TStack());

    /// <summary>A program that is a class which a service provider constructs, anew for each run.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="serviceProvider">Knows the class; it has to be transient there.</param>
    public static PulumiFn Create<TStack>(IServiceProvider serviceProvider) where TStack : Stack => Create(serviceProvider, typeof(TStack));

    /// <summary>A program that is a class which a service provider constructs, anew for each run.</summary>
    /// <param name="serviceProvider">Knows the class; it has to be transient there.</param>
    /// <param name="stackType">The class; derives from <see cref="Stack"/>.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static PulumiFn Create(IServiceProvider serviceProvider, Type stackType)
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(stackType);
        return stackType.IsSubclassOf(typeof(Stack))
            ? new StackProgram(() => serviceProvider.GetService(stackType) as Stack ?? throw new InvalidOperationException(
                $"Failed to resolve instance of type {stackType.FullName} from service provider. Register the type with the service provider "
                + $"before this {nameof(PulumiFn)} is invoked."))
            : throw new ArgumentException($"Provided stack type must derive from {typeof(Stack).FullName}.", nameof(stackType));
    }

    private sealed class FunctionProgram(Func<CancellationToken, Task<IDictionary<string, object?>>> program) : PulumiFn
    {
        internal override void Declare(CancellationToken cancellationToken) => Deployment.Declare(() => program(cancellationToken));
    }

    private sealed class StackProgram(Func<Stack> construct) : PulumiFn
    {
        internal override void Declare(CancellationToken cancellationToken) => Deployment.Declare(construct);
    }
}
