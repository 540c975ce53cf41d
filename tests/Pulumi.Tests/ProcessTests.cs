using System.Reflection;
using CliWrap;
using CliWrap.Buffered;
using Pulumi.Tests.StandIn;

namespace Pulumi.Tests;

/// <summary>Programs as processes of their own: what counts is how they end.</summary>
public sealed class ProcessTests
{
    private static readonly string Programs = typeof(ProcessTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "PulumiPrograms").Value!;

    private StandInEngine _engine = null!;

    [SetUp]
    public async Task StartEngine() => _engine = await StandInEngine.StartAsync();

    [TearDown]
    public async Task StopEngine() => await _engine.DisposeAsync();

    [Test]
    public async Task Ends_with_0_when_all_went_well()
    {
        var ended = await RunAsync("ok");

        Assert.That((ended.ExitCode, ended.StandardError), Is.EqualTo((0, "")));
        Assert.That(_engine.Of("group").Type, Is.EqualTo("test:index:Group"));
    }

    [Test]
    public async Task Ends_with_32_when_the_engine_was_told_why()
    {
        var ended = await RunAsync("nested-exception");

        // https://github.com/pulumi/pulumi/issues/7322
        Assert.That(ended.ExitCode, Is.EqualTo(32));
        Assert.That(_engine.Errors.Single(), Does.Contain("outer trouble").And.Contain("inner trouble"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Ends_when_the_engine_goes_away_whatever_the_program_waits_for()
    {
        var waiting = new TaskCompletionSource();
        var run = RunAsync("register-and-wait", _ => waiting.TrySetResult());
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await _engine.DisposeAsync();

        var ended = await run;
        Assert.That(ended.ExitCode, Is.EqualTo(1));
        Assert.That(ended.StandardError, Does.Contain($"engine at {_engine.Address} is gone"));
    }

    [Test]
    public async Task Ends_when_the_engine_goes_away_in_the_middle_of_a_call()
    {
        var called = new TaskCompletionSource();
        _engine.Answer = async (request, _) =>
        {
            if (request.Name == "thing")
            {
                called.SetResult();
                await new TaskCompletionSource().Task;
            }
        };
        var run = RunAsync("register-and-wait");
        await called.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await _engine.DisposeAsync();

        Assert.That((await run).ExitCode, Is.Not.Zero);
    }

    [Test]
    public async Task Says_that_it_needs_an_engine()
    {
        var ended = await Program("ok").ExecuteBufferedAsync();

        Assert.That(ended.ExitCode, Is.Not.Zero);
        Assert.That(ended.StandardError, Does.Contain("Program run without the Pulumi engine available"));
    }

    private static CliWrap.Command Program(string name)
        => Cli.Wrap("dotnet").WithArguments([Programs, name]).WithValidation(CommandResultValidation.None);

    private async Task<BufferedCommandResult> RunAsync(string name, Action<string>? onLine = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        return await Program(name)
            .WithEnvironmentVariables(EngineVariables.For(_engine))
            .WithStandardOutputPipe(onLine is null ? PipeTarget.Null : PipeTarget.ToDelegate(onLine))
            .ExecuteBufferedAsync(limit.Token);
    }
}
