using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

// Runs for tests: mocks stand in for engine and providers, and nothing is created.
public sealed partial class Deployment
{
    /// <summary>Runs a program that is a class, with mocks.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="mocks">Stand in for engine and providers.</param>
    /// <param name="options">What the program sees of its stack.</param>
    /// <returns>The resources that it declared, the stack included, in the order in which they were registered.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    /// <exception cref="AggregateException">The program failed in several ways: a <see cref="RunException"/> each.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new()
        => TestStackAsync(mocks, options, Construct<TStack>);

    /// <summary>Runs a program that is a class which a service provider constructs, with mocks.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="mocks">Stand in for engine and providers.</param>
    /// <param name="serviceProvider">Knows the class.</param>
    /// <param name="options">What the program sees of its stack.</param>
    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions)"/>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return TestStackAsync(mocks, options, () => Construct<TStack>(serviceProvider));
    }

    /// <summary>Runs an asynchronous program that returns the stack's outputs, with mocks.</summary>
    /// <param name="testMocks">Stand in for engine and providers.</param>
    /// <param name="testOptions">What the program sees of its stack.</param>
    /// <param name="createResources">The program.</param>
    /// <returns>
    /// The resources that it declared, without the stack, in the order in which they were registered; and what it returned.
    /// </returns>
    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions)"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = new Dictionary<string, object?>();
        var resources = await TestProgramAsync(testMocks, testOptions, async () =>
        {
            var stack = new Pulumi.Stack();
            outputs = await createResources();
            stack.PublishProperties();
        });
        return ([.. resources.Where(resource => resource is not Pulumi.Stack)], outputs);
    }

    /// <summary>Runs a program that returns the stack's outputs, with mocks.</summary>
    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object}}})"/>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
        => TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <summary>Runs an asynchronous program that has no outputs, with mocks.</summary>
    /// <returns>The resources that it declared, without the stack, in the order in which they were registered.</returns>
    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object}}})"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return ImmutableDictionary<string, object?>.Empty;
        });
        return resources;
    }

    /// <summary>Runs a program that has no outputs, with mocks.</summary>
    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Action createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return ImmutableDictionary<string, object?>.Empty;
        });
        return resources;
    }

    private static Task<ImmutableArray<Resource>> TestStackAsync(IMocks mocks, TestOptions? options, Func<Stack> construct)
        => TestProgramAsync(mocks, options, () =>
        {
            construct().PublishProperties();
            return Task.CompletedTask;
        });

    private static async Task<ImmutableArray<Resource>> TestProgramAsync(IMocks mocks, TestOptions? options, Func<Task> declareAsync)
    {
        var environment = ProgramEnvironment.ForTest(options ?? new(), System.Environment.GetEnvironmentVariable);
        var engine = new MockEngine(mocks, environment);
        var deployment = new Deployment(environment, engine) { Declared = [] };
        await deployment.ExecuteAsync(declareAsync);
        var failures = engine.Errors.Select(error => new RunException(error)).ToList();
        return failures.Count switch
        {
            0 => [.. deployment.Declared],
            1 => throw failures[0],
            _ => throw new AggregateException(failures),
        };
    }
}
