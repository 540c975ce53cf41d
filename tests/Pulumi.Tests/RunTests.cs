using CliWrap;
using CliWrap.Buffered;
using Grpc.Core;
using Pulumi.Tests.StandIn;
using Pulumi.Utilities;
using Pulumirpc;

namespace Pulumi.Tests;

/// <summary>How a run ends, and what the engine hears of it.</summary>
public sealed class RunTests : ProgramTests
{
    [Test]
    public async Task Ends_well_and_says_that_nothing_more_comes()
    {
        Assert.That(await RunAsync(() => { _ = new Thing("a"); }), Is.Zero);
        Assert.That(Engine.Shutdowns, Is.EqualTo(1));
    }

    [Test]
    public async Task An_exception_is_told_to_the_engine_with_all_its_causes()
    {
        var code = await RunAsync(() => throw new InvalidOperationException("outer", new ArgumentException("inner")));

        // Without the signal, the engine knows that resources which were not declared are not to be deleted (pulumi#7050).
        Assert.That((code, Engine.Shutdowns), Is.EqualTo((32, 0)));
        Assert.That(Engine.Errors.Single(), Does.Contain("outer").And.Contain("inner").And.Contain(nameof(ArgumentException)));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task A_message_for_the_user_comes_without_a_stack_but_with_its_causes()
    {
        await RunAsync(() => throw new RunException("settings are wrong", new FormatException("line 3: no colon")));

        Assert.That(Engine.Errors.Single(), Is.EqualTo("settings are wrong\n  because: line 3: no colon"));
    }

    [Test]
    public async Task An_exception_in_an_output_nobody_awaits_fails_the_run()
    {
        var code = await RunAsync(() => { Output.Create(1).Apply(Failing); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("unseen"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task One_failure_is_reported_once_however_many_outputs_came_of_it()
    {
        await RunAsync(() =>
        {
            var bad = Output.Create(1).Apply(Failing);
            var more = bad.Apply(text => text + "!");
            _ = new Thing("a", Properties(("x", bad), ("y", more)));
            _ = new Thing("b", Properties(("x", Output.All(bad, more))));
        });

        Assert.That(Engine.Errors.Single(), Does.Contain("unseen"));
    }

    [Test]
    public async Task Waits_for_outputs_nobody_awaits()
    {
        var finished = false;
        await RunWellAsync(() => Output.Create(1).Apply(async _ =>
        {
            await Task.Yield();
            await Task.Run(() => { });
            finished = true;
        }));

        Assert.That(finished, Is.True);
    }

    [Test]
    public async Task Awaiting_something_else_within_a_run_comes_back()
    {
        // https://github.com/pulumi/pulumi-dotnet/issues/16
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "hello");
            var code = await RunAsync(async () =>
            {
                var read = await Cli.Wrap("cat").WithArguments([path]).ExecuteBufferedAsync();
                _ = new Thing("a", Properties(("text", read.StandardOutput)));
            });

            Assert.That(code, Is.Zero);
            Assert.That(Engine.Of("a").Object.Fields["text"].StringValue, Is.EqualTo("hello"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public async Task An_error_in_the_log_fails_a_run_that_ends_well_otherwise()
    {
        Assert.That(await RunAsync(() => Log.Error("not good")), Is.EqualTo(1));
        Assert.That(Engine.Shutdowns, Is.Zero);
    }

    [Test]
    public async Task A_registration_the_engine_refuses_fails_the_run_and_all_that_waits_for_it()
    {
        Engine.Answer = (request, _) => request.Name == "a"
            ? throw new RpcException(new Status(StatusCode.Unknown, "no such type"))
            : Task.CompletedTask;
        var code = await RunAsync(() => { _ = new Thing("b", Properties(("given", new Thing("a").Text))); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("no such type"));
    }

    [Test]
    public async Task Functions_do_not_run_on_what_a_preview_does_not_know()
    {
        Engine.IsPreview = true;
        var ran = false;
        await RunWellAsync(() => _ = new Thing("b", Properties(("given", new Thing("a").Text.Apply(text =>
        {
            ran = true;
            return text + "!";
        })))));

        Assert.That(ran, Is.False);
        Assert.That(Engine.Of("b").Object.Fields["given"].StringValue, Is.EqualTo("04da6b54-80e4-46f7-96ec-b56ff0331ba9"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Log_lines_arrive_in_the_order_they_were_written()
    {
        await RunWellAsync(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                Log.Info($"line {i}");
            }
        });

        var lines = Engine.Logs.Where(log => log.Severity == LogSeverity.Info).Select(log => log.Message);
        Assert.That(lines, Is.EqualTo(Enumerable.Range(0, 50).Select(i => $"line {i}")));
    }

    [Test]
    public async Task A_log_line_names_its_resource()
    {
        await RunWellAsync(() => Log.Warn("careful", new Thing("a"), streamId: 7, ephemeral: true));

        var log = Engine.Logs.Single(line => line.Message == "careful");
        Assert.That((log.Urn, log.StreamId, log.Ephemeral), Is.EqualTo((StandInEngine.UrnOf("test:index:Thing", "a"), 7, true)));
    }

    [Test]
    public async Task The_run_knows_project_stack_and_organization()
    {
        DeploymentInstance? seen = null;
        await RunWellAsync(() => seen = Deployment.Instance);

        Assert.That(
            (seen!.ProjectName, seen.StackName, seen.OrganizationName, seen.IsDryRun, seen.RootDirectory),
            Is.EqualTo(("shop", "dev", "organization", false, "/somewhere")));
    }

    [Test]
    public async Task Returned_values_are_the_stacks_outputs()
    {
        await WithVariablesAsync(() => Deployment.RunAsync(() => new Dictionary<string, object?>
        {
            ["plain"] = 1,
            ["secret"] = Output.CreateSecret("s"),
            ["of"] = new Thing("a").Id,
        }));

        var outputs = Engine.Outputs.Single().Outputs.Fields;
        Assert.That((outputs["plain"].NumberValue, outputs["of"].StringValue), Is.EqualTo((1, "a-id")));
        Assert.That(outputs["secret"].StructValue.Fields["value"].StringValue, Is.EqualTo("s"));
    }

    [Test]
    public async Task A_functions_result_depends_on_what_its_arguments_came_from()
    {
        Engine.AnswerInvoke = request => new() { Return = Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson("""{"answer":42}""") };
        await RunWellAsync(() =>
        {
            var first = new Thing("first", Properties(("text", "t")));
            var result = Deployment.Instance.InvokeSingle<int>("test:index:ask", new AskArgs { About = first.Text });
            _ = new Thing("second", Properties(("given", result)));
        });

        Assert.That(Engine.Invokes.Single().Args.Fields["about"].StringValue, Is.EqualTo("t"));
        Assert.That(Engine.Of("second").Object.Fields["given"].NumberValue, Is.EqualTo(42));
        Assert.That(Engine.Of("second").Dependencies, Is.EqualTo(new[] { StandInEngine.UrnOf("test:index:Thing", "first") }));
    }

    [Test]
    public async Task A_function_is_not_called_about_what_is_not_known()
    {
        bool? known = null;
        await RunWellAsync(() =>
        {
            var result = Deployment.Instance.Invoke<System.Collections.Immutable.ImmutableDictionary<string, object>>(
                "test:index:ask", new AskArgs { About = OutputUtilities.CreateUnknown("") });
            Output.Create(OutputUtilities.GetIsKnownAsync(result)).Apply(value => known = value);
        });

        Assert.That(known, Is.False);
        Assert.That(Engine.Invokes, Is.Empty);
    }

    [Test]
    public async Task A_function_that_refuses_its_arguments_says_why()
    {
        Engine.AnswerInvoke = _ => new() { Failures = { new CheckFailure { Property = "about", Reason = "too vague" } } };
        await RunAsync(() => { Deployment.Instance.Invoke<int>("test:index:ask", new AskArgs { About = "it" }); });

        Assert.That(Engine.Errors.Single(), Does.Contain("Invoke of 'test:index:ask' failed: too vague (about)"));
    }

    [Test]
    public async Task An_engine_of_another_version_ends_the_program()
    {
        Engine.VersionComplaint = "Pulumi CLI version 3.1.0 does not satisfy the version range \">=4.0.0\"";
        var code = await RunAsync(() => { Deployment.RequirePulumiVersionAsync(">=4.0.0"); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("does not satisfy the version range"));
    }

    [Test]
    public async Task An_engine_of_the_right_version_goes_on()
        => await RunWellAsync(() => Deployment.RequirePulumiVersionAsync(">=3.0.0"));

    [Test]
    public async Task A_run_ends_when_an_output_somebody_waits_for_fails()
    {
        // https://github.com/pulumi/pulumi-dotnet/issues/16
        var code = await RunAsync(async () => await OutputUtilities.GetValueAsync(new Thing("a", Properties(("x", Output.Create(1).Apply(Failing)))).Text));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors, Has.All.Contains("unseen"));
    }

    private static string Failing(int value) => throw new InvalidOperationException("unseen");

    private sealed class AskArgs : InvokeArgs
    {
        [Input("about")]
        public Input<string>? About { get; set; }
    }
}
