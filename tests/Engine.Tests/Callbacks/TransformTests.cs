using E3.Engine.Properties;
using E3.Engine.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Callbacks;

public sealed class TransformTests
{
    private Workbench _bench = null!;
    private ProgramFunctions _functions = null!;

    [SetUp]
    public async Task SetUp() => (_bench, _functions) = (new Workbench(), await ProgramFunctions.StartAsync());

    [TearDown]
    public async Task TearDown()
    {
        _bench.Dispose();
        await _functions.DisposeAsync();
    }

    [Test]
    public async Task Change_inputs_and_options_of_their_resource()
    {
        var result = await _bench.UpAsync(async program =>
        {
            var transform = _functions.Transform(request =>
            {
                Assert.That((request.Type, request.Name, request.Custom, request.Parent), Is.EqualTo((ProgramClient.ThingType, "a", true, program.StackUrn)));
                request.Properties.Fields["value"] = Value.ForString("changed");
                request.Options.Protect = true;
                request.Options.IgnoreChanges.Add("other");
                request.Options.CustomTimeouts = new() { Create = "20s" };
            });
            var made = await program.ThingAsync("a", [("value", Text("said"))], more: request => request.Transforms.Add(transform));
            Assert.That(made["value"], Is.EqualTo(Text("changed")));
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        var state = (await _bench.FindAsync("a"))!;
        Assert.That(state.Inputs["value"], Is.EqualTo(Text("changed")));
        Assert.That((state.Protect, state.Timeouts.Create), Is.EqualTo((true, TimeSpan.FromSeconds(20))));
        Assert.That(state.IgnoreChanges, Is.EqualTo(new[] { "other" }));
    }

    [Test]
    public async Task Run_from_the_resource_upwards_and_the_stacks_last_each_on_what_the_one_before_left()
    {
        await _bench.UpAsync(async program =>
        {
            await program.Monitor.RegisterStackTransformAsync(Appending("stack"));
            var outer = await GroupAsync(program, "outer", program.StackUrn, "outer");
            var inner = await GroupAsync(program, "inner", outer, "inner");
            _functions.TakeLog();
            await program.ThingAsync("a", [("value", Text(""))], more: request =>
            {
                request.Parent = inner;
                request.Transforms.Add(Appending("own"));
            });
        });
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "own a", "inner a", "outer a", "stack a" }));
        Assert.That(_bench.Cloud.Things.Single().Value.Inputs["value"], Is.EqualTo(Text("+own+inner+outer+stack")));
    }

    /// <summary>As the official engine sends them (pkg/resource/deploy/source_eval.go): the SDK for Node.js makes an object of any other unknown in a list.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task See_what_is_secret_or_unknown_within_a_value_as_outputs(bool own)
    {
        Struct seen = new();
        var transform = _functions.Transform(request => seen = request.Properties.Clone());
        IReadOnlyList<string> dependencies = [];
        await _bench.RunAsync(OperationKind.Preview, async program =>
        {
            if (!own)
                await program.Monitor.RegisterStackTransformAsync(transform);
            var made = await program.ThingAsync("a");
            var list = new PropertyValue.List([made["address"], Secret("hush"), Text("plain")]);
            await program.ThingAsync("b", [("list", list), ("map", new PropertyValue.Map(PropertyMap.Empty.With("in", Secret("hush"))))], [made], request =>
            {
                request.PropertyDependencies["list"] = new() { Urns = { made.Urn } };
                if (own)
                    request.Transforms.Add(transform);
            });
            dependencies = [made.Urn];
        });
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(seen.ToString(), Does.Not.Contain("04da6b54-80e4-46f7-96ec-b56ff0331ba9").And.Not.Contain("1b47061264138c4ac30d75fd1eb44270"));
        var output = seen.Fields["list"].StructValue;
        Assert.That(output.Fields["dependencies"].ListValue.Values.Select(urn => urn.StringValue), Is.EqualTo(dependencies));
        var items = output.Fields["value"].ListValue.Values;
        Assert.That(items[0].StructValue.Fields.Keys, Is.EqualTo(new[] { "4dabf18193072939515e22adb298388d" }), "an output without a value");
        Assert.That((items[1].StructValue.Fields["value"].StringValue, items[1].StructValue.Fields["secret"].BoolValue, items[2].StringValue), Is.EqualTo(("hush", true, "plain")));
        Assert.That(seen.Fields["map"].StructValue.Fields["in"].StructValue.Fields["secret"].BoolValue, Is.True);
    }

    /// <summary>Pulumi's SDK for Node.js does so where the program is in its caller's process.</summary>
    [Test]
    public async Task That_hand_values_back_without_their_marks_lose_no_secret_and_no_dependency()
    {
        var transform = _functions.Transform(request =>
        {
            var plain = ProgramFunctions.Read(request.Properties).Reveal();
            request.Properties = E3.Engine.Protocol.WireProperties.Write(plain, secrets: true, resources: true);
        });
        string made = "";
        await _bench.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a");
            made = a.Urn;
            await program.ThingAsync(
                "b", [("password", Secret("hush-hush")), ("list", new PropertyValue.List([Secret("hush-too")]))], from: [("value", a, "address")], more: request => request.Transforms.Add(transform));
        });
        Assert.That(_bench.Errors, Is.Empty);
        var state = (await _bench.FindAsync("b"))!;
        Assert.That(state.Inputs["password"], Is.EqualTo(Secret("hush-hush")));
        Assert.That(state.PropertyDependencies["value"], Is.EqualTo(new[] { made }));
        Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Does.Not.Contain("hush"));
    }

    [Test]
    public async Task See_and_keep_secrets_and_unknowns()
    {
        var seen = new List<PropertyValue>();
        var transform = _functions.Transform(request => seen.AddRange(ProgramFunctions.Read(request.Properties).Values));
        await _bench.RunAsync(OperationKind.Preview, async program =>
        {
            var made = await program.ThingAsync("a");
            await program.ThingAsync("b", [("password", Secret("hush-hush"))], from: [("value", made, "address")], more: request => request.Transforms.Add(transform));
        });
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(seen, Is.EqualTo(new[] { Secret("hush-hush"), PropertyValue.Unknown.Value }));
    }

    [Test]
    public async Task May_move_a_value_and_its_dependencies_move_with_it()
    {
        await _bench.UpAsync(async program =>
        {
            var made = await program.ThingAsync("a");
            var transform = _functions.Transform(request =>
            {
                request.Properties.Fields["elsewhere"] = request.Properties.Fields["value"];
                request.Properties.Fields.Remove("value");
            });
            await program.ThingAsync("b", from: [("value", made, "address")], more: request => request.Transforms.Add(transform));
        });
        var state = (await _bench.FindAsync("b"))!;
        Assert.That(state.PropertyDependencies.Keys, Is.EqualTo(new[] { "elsewhere" }));
        Assert.That(state.PropertyDependencies["elsewhere"], Is.EqualTo(new[] { Urn("a") }));
        Assert.That(state.Inputs["elsewhere"], Is.EqualTo(Text("address-of-id-1")));
    }

    [Test]
    public async Task Rename_with_an_alias()
    {
        await _bench.UpAsync(program => program.ThingAsync("old"));
        _bench.TakeCalls();
        var transform = _functions.Transform(request => request.Options.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Name = "old" } }));
        await _bench.UpAsync(program => program.ThingAsync("new", more: request => request.Transforms.Add(transform)));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(await _bench.FindAsync("new"), Is.Not.Null);
    }

    [Test]
    public async Task That_fail_fail_the_run_with_the_resource_named()
    {
        var transform = _functions.Transform(_ => throw new RpcException(new Status(StatusCode.Unknown, "no such luck")));
        var result = await _bench.UpAsync(program => program.ThingAsync("a", more: request => request.Transforms.Add(transform)));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("a transform of resource 'a'").And.Contains("no such luck"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task Of_the_stack_change_every_call_of_a_function()
    {
        PropertyMap answer = PropertyMap.Empty;
        await _bench.UpAsync(async program =>
        {
            await program.Monitor.RegisterStackInvokeTransformAsync(_functions.InvokeTransform(request =>
                request.Args.Fields["region"] = Value.ForString($"{request.Token} {request.Args.Fields["region"].StringValue}")));
            var response = await program.Monitor.InvokeAsync(new ResourceInvokeRequest
            {
                Tok = "memory:index:look",
                Args = new Struct { Fields = { ["region"] = Value.ForString("fra1") } },
            });
            answer = ProgramFunctions.Read(response.Return);
        });
        Assert.That(answer["region"], Is.EqualTo(Text("memory:index:look fra1")));
    }

    [Test]
    public async Task Are_supported_and_so_are_hooks_but_not_what_is_left_out()
    {
        var supported = new List<string>();
        await _bench.UpAsync(async program =>
        {
            foreach (var feature in new[] { "transforms", "invokeTransforms", "resourceHooks", "errorHooks", "sendsOptionsToHooks", "replacementTrigger", "parameterization", "nonsense" })
            {
                if ((await program.Monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = feature })).HasSupport)
                    supported.Add(feature);
            }
        });
        Assert.That(supported, Is.EqualTo(new[] { "transforms", "invokeTransforms", "resourceHooks", "errorHooks", "sendsOptionsToHooks", "replacementTrigger" }));
    }

    private Callback Appending(string text) => _functions.Transform(request =>
    {
        _functions.Log.Enqueue($"{text} {request.Name}");
        if (request.Properties.Fields.TryGetValue("value", out var value))
            request.Properties.Fields["value"] = Value.ForString($"{value.StringValue}+{text}");
    });

    private async Task<string> GroupAsync(ProgramClient program, string name, string parent, string transform) =>
        (await program.Monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = "test:index:Group",
            Name = name,
            Parent = parent,
            SupportsResultReporting = true,
            Object = new Struct(),
            Transforms = { Appending(transform) },
        })).Urn;
}
