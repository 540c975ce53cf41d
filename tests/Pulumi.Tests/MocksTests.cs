using System.Collections.Immutable;
using Pulumi.Testing;
using Pulumi.Tests.StandIn;
using Pulumi.Utilities;

namespace Pulumi.Tests;

/// <summary>Programs under test: mocks instead of an engine.</summary>
[NonParallelizable]
public sealed class MocksTests
{
    private static readonly TestOptions Update = new() { IsPreview = false };

    [Test]
    public async Task A_stack_gives_its_resources_with_what_the_mocks_say_of_them()
    {
        var mocks = new Mocks();
        var resources = await Deployment.TestAsync<Shop>(mocks);

        var thing = resources.OfType<Thing>().Single();
        var shop = resources.OfType<Shop>().Single();
        Assert.Multiple(async () =>
        {
            Assert.That(resources.Select(resource => resource.GetResourceName()), Is.EqualTo(new[] { "project-stack", "group", "thing" }));
            Assert.That(await OutputUtilities.GetValueAsync(thing.Id), Is.EqualTo("thing-id"));
            Assert.That(await OutputUtilities.GetValueAsync(shop.Text), Is.EqualTo("t of the mocks"));
            Assert.That(
                await OutputUtilities.GetValueAsync(thing.Urn),
                Is.EqualTo("urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Thing::thing"));
        });
    }

    [Test]
    public async Task Mocks_see_what_the_program_declares_without_secrets_and_unknowns()
    {
        var mocks = new Mocks();
        await Deployment.TestAsync(mocks, new(), () =>
        {
            var provider = new ProviderResource("test", "mine", ResourceArgs.Empty, options: null);
            _ = new Thing(
                "a",
                new AnyArgs
                {
                    Text = Output.CreateSecret("s"),
                    Number = 3,
                    X = OutputUtilities.CreateUnknown("x"),
                    Nested = new InputMap<bool> { ["k"] = true },
                    One = new InputList<string> { "l" },
                },
                new() { Provider = provider, ImportId = "known" });
        });

        var seen = mocks.Seen.Single(args => args.Name == "a");
        Assert.Multiple(() =>
        {
            Assert.That((seen.Type, seen.Id), Is.EqualTo(("test:index:Thing", "known")));
            Assert.That(seen.Provider, Does.EndWith("::mine::mine-id"));
            Assert.That(seen.Inputs.Keys, Is.EquivalentTo(new[] { "text", "number", "nested", "one" }));
            Assert.That((seen.Inputs["text"], seen.Inputs["number"]), Is.EqualTo(((object)"s", (object)3.0)));
            Assert.That(seen.Inputs["nested"], Is.EqualTo(new Dictionary<string, object?> { ["k"] = true }));
            Assert.That(seen.Inputs["one"], Is.EqualTo(new[] { "l" }));
        });
    }

    [Test]
    public async Task A_function_gives_its_resources_and_what_it_returned()
    {
        var (resources, outputs) = await Deployment.TestAsync(new Mocks(), Update, () => new Dictionary<string, object?>
        {
            ["text"] = new Thing("a").Text,
            ["plain"] = 1,
        });

        Assert.That(resources.Select(resource => resource.GetResourceName()), Is.EqualTo(new[] { "a" }));
        Assert.That(await OutputUtilities.GetValueAsync((Output<string>)outputs["text"]!), Is.EqualTo("t of the mocks"));
        Assert.That(outputs["plain"], Is.EqualTo(1));
    }

    [Test]
    public async Task Every_form_of_a_program_can_be_tested()
    {
        var (one, _) = await Deployment.TestAsync(new Mocks(), Update, async () =>
        {
            await Task.Yield();
            _ = new Thing("a");
            return new Dictionary<string, object?>();
        });
        var two = await Deployment.TestAsync(new Mocks(), Update, async () =>
        {
            await Task.Yield();
            _ = new Thing("a");
        });
        var three = await Deployment.TestAsync(new Mocks(), Update, () => { _ = new Thing("a"); });
        var four = await Deployment.TestWithServiceProviderAsync<Shop>(new Mocks(), new Services(), Update);

        Assert.That((one.Length, two.Length, three.Length, four.Length), Is.EqualTo((1, 1, 1, 3)));
    }

    [Test]
    public async Task Options_are_what_the_program_sees_of_its_stack()
    {
        var seen = new List<(string, string, string, bool)>();
        void Look() => seen.Add((
            Deployment.Instance.ProjectName, Deployment.Instance.StackName, Deployment.Instance.OrganizationName, Deployment.Instance.IsDryRun));

        await Deployment.TestAsync(new Mocks(), new(), Look);
        await Deployment.TestAsync(
            new Mocks(), new() { ProjectName = "p", StackName = "s", OrganizationName = "o", IsPreview = false }, Look);

        Assert.That(seen, Is.EqualTo(new[] { ("project", "stack", "organization", true), ("p", "s", "o", false) }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_the_mocks_leave_out_is_unknown_in_a_preview_only(bool preview)
    {
        var resources = await Deployment.TestAsync(new Mocks(), new() { IsPreview = preview }, () => { _ = new Thing("a"); });

        var known = await OutputUtilities.GetIsKnownAsync(resources.OfType<Thing>().Single().Number);
        Assert.That(known, Is.Not.EqualTo(preview));
    }

    // The official SDK looks through every loaded assembly, the test adapter's too, and trips over what those lack: whenever it reads
    // a reference to a resource.
    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Functions_and_methods_are_calls_of_the_mocks()
    {
        var mocks = new Mocks();
        var answers = new List<double>();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            Deployment.Instance.InvokeSingle<double>("test:index:ask", new DictionaryInvokeArgs(
                ImmutableDictionary<string, object?>.Empty.Add("about", "it"))).Apply(answer => { answers.Add(answer); return answer; });
            Deployment.Instance.Call<ImmutableDictionary<string, double>>("test:index:Thing/ask", CallArgs.Empty, new Thing("a"))
                .Apply(answer => { answers.Add(answer["answer"]); return answer; });
        });

        Assert.That(answers, Is.EqualTo(new[] { 42.0, 42.0 }));
        Assert.That(mocks.Called.Select(call => call.Token), Is.EquivalentTo(new[] { "test:index:ask", "test:index:Thing/ask" }));
        Assert.That(mocks.Called.Single(call => call.Token == "test:index:ask").Args["about"], Is.EqualTo("it"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task A_reference_to_a_resource_becomes_that_resource()
    {
        var resources = await Deployment.TestAsync(new Mocks(), Update, () =>
        {
            _ = new Thing("a", new AnyArgs { Friend = new Thing("b") });
        });

        var a = resources.OfType<Thing>().Single(thing => thing.GetResourceName() == "a");
        var friend = await OutputUtilities.GetValueAsync(a.Friend);
        Assert.That(await OutputUtilities.GetValueAsync(friend.Text), Is.EqualTo("t of the mocks"));
    }

    [Test]
    public async Task Mocks_hear_of_registered_outputs()
    {
        var mocks = new Mocks();
        await Deployment.TestAsync<Shop>(mocks, Update);

        var group = mocks.Registered.Single(request => request.Urn.EndsWith("::group", StringComparison.Ordinal));
        var shop = mocks.Registered.Single(request => request.Urn.EndsWith("::project-stack", StringComparison.Ordinal));
        Assert.That(await OutputUtilities.GetValueAsync(group.Outputs["size"]), Is.EqualTo(3.0));
        Assert.That(await OutputUtilities.GetValueAsync(shop.Outputs["Text"]), Is.EqualTo("t of the mocks"));
    }

    [Test]
    public async Task A_program_that_fails_fails_its_test()
    {
        Action program = () => throw new InvalidOperationException("outer", new ArgumentException("inner"));
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new Mocks(), new(), program));

        Assert.That(failure!.Message, Does.StartWith("Running program '").And.Contain("outer").And.Contain("inner"));
    }

    [Test]
    public async Task Mocks_that_fail_fail_the_test()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(
            new Mocks(), new(), () => { _ = new CustomResource("test:index:Stranger", "a", null, options: null); }));

        Assert.That(failure!.Message, Does.Contain("Unknown resource test:index:Stranger"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task A_test_that_fails_leaves_the_exit_code_of_its_runner_alone()
    {
        Environment.ExitCode = 0;
        Action program = () => throw new RunException("on purpose");
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new Mocks(), new(), program));

        Assert.That(failure!.Message, Is.EqualTo("on purpose"));
        Assert.That(Environment.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Two_errors_are_two_failures()
    {
        var failure = await Assert.ThrowsAsync<AggregateException>(() => Deployment.TestAsync(new Mocks(), new(), () =>
        {
            Log.Error("first");
            Log.Error("second");
        }));

        Assert.That(failure!.InnerExceptions.Select(one => (one is RunException, one.Message)), Is.EquivalentTo(new[] { (true, "first"), (true, "second") }));
    }

    [Test]
    public async Task Settings_come_from_the_environment()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", """{"project:size":"3"}""");
        try
        {
            var size = 0;
            await Deployment.TestAsync(new Mocks(), new(), () => { size = new Config().RequireInt32("size"); });

            Assert.That(size, Is.EqualTo(3));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
        }
    }

    [Test]
    public async Task Empty_mocks_give_inputs_back()
    {
        var (resources, _) = await Deployment.TestAsync(new EmptyMocks(), Update, () =>
        {
            _ = new Thing("a", new AnyArgs { Text = "t" });
            return new Dictionary<string, object?>();
        });

        Assert.That(await OutputUtilities.GetValueAsync(resources.OfType<Thing>().Single().Text), Is.EqualTo("t"));
    }

    public sealed class Shop : Stack
    {
        public Shop()
        {
            _ = new Group("group");
            Text = new Thing("thing").Text;
        }

        [Output]
        public Output<string> Text { get; set; }
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Shop) ? new Shop() : null;
    }

    private sealed class Mocks : IMocks
    {
        public List<MockResourceArgs> Seen { get; } = [];

        public List<MockCallArgs> Called { get; } = [];

        public List<MockRegisterResourceOutputsRequest> Registered { get; } = [];

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            lock (Seen)
            {
                Seen.Add(args);
            }

            return Task.FromResult<(string?, object)>(args.Type switch
            {
                "test:index:Thing" => ($"{args.Name}-id", args.Inputs.SetItem("text", "t of the mocks")),
                "test:index:Group" => (null, args.Inputs),
                "pulumi:providers:test" => ($"{args.Name}-id", new Dictionary<string, object>()),
                _ => throw new InvalidOperationException($"Unknown resource {args.Type}"),
            });
        }

        public Task<object> CallAsync(MockCallArgs args)
        {
            lock (Called)
            {
                Called.Add(args);
            }

            return Task.FromResult<object>(new Dictionary<string, object> { ["answer"] = 42 });
        }

        public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
        {
            lock (Registered)
            {
                Registered.Add(args);
            }

            return Task.CompletedTask;
        }
    }
}
