using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.Tests.StandIn;
using Pulumirpc;

namespace Pulumi.Tests;

/// <summary>Functions of the program that the engine runs on resources and calls on their way in.</summary>
public sealed class TransformTests : ProgramTests
{
    private const string Sig = "4dabf18193072939515e22adb298388d";
    private const string OutputSig = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private const string Friend = "urn:pulumi:dev::shop::test:index:Thing::friend";
    private const string Provider = "urn:pulumi:dev::shop::pulumi:providers:test::mine::mine-id";

    [Test]
    public async Task The_stack_and_each_resource_bring_their_own()
    {
        static Task<ResourceTransformResult?> Nothing(ResourceTransformArgs args, CancellationToken cancellation)
            => Task.FromResult<ResourceTransformResult?>(null);

        var code = await WithVariablesAsync(() => Deployment.RunAsync(
            () =>
            {
                _ = new Thing("a", options: new() { ResourceTransforms = { Nothing, Nothing } });
                return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
            },
            new StackOptions { ResourceTransforms = { Nothing } }));

        Assert.That(code, Is.Zero, () => string.Join("\n", Engine.Errors));
        Assert.That((Engine.Of("shop-dev").Transforms.Count, Engine.Of("a").Transforms.Count), Is.EqualTo((1, 2)));
        Assert.That(Engine.Of("a").Transforms.Select(callback => callback.Token).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_transform_sees_properties_and_options_and_changes_them()
    {
        ResourceTransformArgs seen = default;
        var response = await TransformAsync(Request(), args =>
        {
            seen = args;
            var options = CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Protect = true, IgnoreChanges = { "text" } });
            return new(args.Args.SetItem("text", "changed").SetItem("number", ((Output<double>)args.Args["number"]!).Apply(n => n + 1)), options);
        });

        Assert.Multiple(() =>
        {
            Assert.That((seen.Name, seen.Type, seen.Custom), Is.EqualTo(("a", "test:index:Thing", true)));
            Assert.That(seen.Args["text"], Is.EqualTo("t"));
            Assert.That(((CustomResourceOptions)seen.Options).DeleteBeforeReplace, Is.True);
            Assert.That(seen.Options.CustomTimeouts!.Create, Is.EqualTo(new TimeSpan(1, 30, 0)));
            Assert.That(response.Properties.Fields["text"].StringValue, Is.EqualTo("changed"));
            Assert.That(response.Properties.Fields["number"], Is.EqualTo(Value.Parser.ParseJson(
                $$"""{"{{Sig}}":"{{OutputSig}}","value":4,"secret":true,"dependencies":["{{Friend}}"]}""")));
            Assert.That(response.Options.Protect, Is.True);
            Assert.That(response.Options.IgnoreChanges, Is.EqualTo(new[] { "n", "text" }));
        });
    }

    [Test]
    public async Task What_a_transform_leaves_alone_comes_back_as_it_was()
    {
        var request = Request();
        var response = await TransformAsync(request, args => new(args.Args, args.Options));

        Assert.That(response.Properties, Is.EqualTo(request.Properties));

        // Durations come back in another unit.
        Assert.That(response.Options.CustomTimeouts.Create, Is.EqualTo("5400000000000ns"));
        response.Options.CustomTimeouts = request.Options.CustomTimeouts;
        Assert.That(Without(response.Options), Is.EqualTo(Without(request.Options)));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Neither_the_import_nor_the_hidden_diffs_nor_the_checksums_get_lost()
    {
        var request = Request();
        var response = await TransformAsync(request, args => new(args.Args, args.Options));

        response.Options.CustomTimeouts = request.Options.CustomTimeouts;
        Assert.That(response.Options, Is.EqualTo(request.Options));
    }

    [Test]
    public async Task A_component_has_providers_to_change()
    {
        var request = new TransformRequest
        {
            Type = "test:index:Group",
            Name = "a",
            Properties = new(),
            Options = new() { Providers = { ["test"] = Provider } },
        };
        var names = Array.Empty<string>();
        var response = await TransformAsync(request, args =>
        {
            names = [.. ((ComponentResourceOptions)args.Options).Providers.Select(provider => provider.GetResourceType())];
            return new(args.Args, args.Options);
        });

        Assert.That(names, Has.Length.EqualTo(1));
        Assert.That(response.Options.Providers["test"], Is.EqualTo(Provider));
    }

    [Test]
    public async Task Null_leaves_everything_as_it_is()
    {
        var response = await TransformAsync(Request(), _ => null);

        Assert.That((response.Properties, response.Options), Is.EqualTo(((Struct?)null, (TransformResourceOptions?)null)));
    }

    [Test]
    public async Task What_goes_wrong_in_a_transform_is_the_engines_to_know()
    {
        RpcException? failure = null;
        await WithTransformAsync(
            _ => throw new InvalidOperationException("no droplets on Sundays"),
            async callback => failure = await Assert.ThrowsAsync<RpcException>(
                () => StandInEngine.CallBackAsync<TransformResponse>(callback, Request())));

        Assert.That((failure!.StatusCode, failure.Status.Detail), Is.EqualTo((StatusCode.Unknown, "no droplets on Sundays")));
    }

    [Test]
    public async Task Nobody_without_the_token_can_call()
    {
        RpcException? failure = null;
        await WithTransformAsync(
            args => new(args.Args, args.Options),
            async callback => failure = await Assert.ThrowsAsync<RpcException>(() => StandInEngine.CallBackAsync<TransformResponse>(
                new() { Target = callback.Target, Token = "guessed" }, Request())));

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task A_transform_is_part_of_the_run()
    {
        string? project = null;
        await TransformAsync(Request(), args =>
        {
            project = Deployment.Instance.ProjectName;
            return null;
        });

        Assert.That(project, Is.EqualTo("shop"));
    }

    [Test]
    public async Task An_engine_without_transforms_is_an_error()
    {
        Engine.Features.Remove("transforms");
        var code = await RunAsync(() => { _ = new Thing("a", options: new() { ResourceTransforms = { (_, _) => null! } }); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("does not support resource transforms"));
    }

    [Test]
    public async Task A_call_of_a_function_waits_for_transforms_of_calls_and_is_changed_by_them()
    {
        TransformInvokeResponse? response = null;
        Engine.AnswerInvoke = request => new() { Return = new() { Fields = { ["count"] = Value.ForNumber(Engine.InvokeTransforms.Count) } } };
        Engine.BeforeShutdown = async () => response = await StandInEngine.CallBackAsync<TransformInvokeResponse>(
            Engine.InvokeTransforms.Single(),
            new TransformInvokeRequest
            {
                Token = "test:index:ask",
                Args = Struct.Parser.ParseJson("""{"about":"it"}"""),
                Options = new() { Provider = Provider, Version = "1.0.0" },
            });
        await RunWellAsync(() =>
        {
            Deployment.Instance.RegisterInvokeTransform((args, _) => Task.FromResult<InvokeTransformResult?>(new(
                args.Args.SetItem("about", $"{args.Token} about {args.Args["about"]}"),
                new() { Provider = args.Options.Provider, Version = "2.0.0" })));
            _ = new Thing("a", Properties(("given", Deployment.Instance.InvokeSingle<double>("test:index:ask", InvokeArgs.Empty))));
        });

        Assert.Multiple(() =>
        {
            Assert.That(Engine.Of("a").Object.Fields["given"].NumberValue, Is.EqualTo(1));
            Assert.That(response!.Args.Fields["about"].StringValue, Is.EqualTo("test:index:ask about it"));
            Assert.That((response.Options.Provider, response.Options.Version), Is.EqualTo((Provider, "2.0.0")));
        });
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task An_engine_without_transforms_of_calls_is_an_error_and_no_call_waits_for_ever()
    {
        Engine.Features.Remove("invokeTransforms");
        var code = await RunAsync(() =>
        {
            Deployment.Instance.RegisterInvokeTransform((_, _) => Task.FromResult<InvokeTransformResult?>(null));
            Deployment.Instance.InvokeSingle<int>("test:index:ask", InvokeArgs.Empty);
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.First(), Does.Contain("does not support invoke transforms"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Unknown_and_secret_values_reach_a_transform_as_outputs()
    {
        var request = new TransformRequest
        {
            Type = "test:index:Thing",
            Name = "a",
            Custom = true,
            Properties = Struct.Parser.ParseJson(
                $$"""
                {"unknown":"04da6b54-80e4-46f7-96ec-b56ff0331ba9","secret":{"{{Sig}}":"1b47061264138c4ac30d75fd1eb44270","value":"s"},
                 "later":{"{{Sig}}":"{{OutputSig}}"} }
                """),
            Options = new(),
        };
        var marks = new Dictionary<string, (bool Known, bool Secret)>();
        await TransformAsync(request, args =>
        {
            foreach (var (name, value) in args.Args)
            {
                var secret = value switch
                {
                    Output<string> text => Output.IsSecretAsync(text).GetAwaiter().GetResult(),
                    _ => false,
                };
                marks[name] = (value is not Output<object>, secret);
            }

            return null;
        });

        Assert.That(marks, Is.EquivalentTo(new Dictionary<string, (bool, bool)>
        {
            ["unknown"] = (false, false),
            ["secret"] = (true, true),
            ["later"] = (false, false),
        }));
    }

    private static TransformResourceOptions Without(TransformResourceOptions options)
    {
        var rest = options.Clone();
        rest.Import = "";
        rest.HideDiff.Clear();
        rest.PluginChecksums.Clear();
        return rest;
    }

    private static TransformRequest Request() => new()
    {
        Type = "test:index:Thing",
        Name = "a",
        Custom = true,
        Parent = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
        Properties = Struct.Parser.ParseJson(
            $$"""
            {"text":"t","list":[1,"x"],"map":{"k":true},
             "number":{"{{Sig}}":"{{OutputSig}}","value":3,"secret":true,"dependencies":["{{Friend}}"]} }
            """),
        Options = new()
        {
            DependsOn = { Friend },
            Protect = false,
            IgnoreChanges = { "n" },
            ReplaceOnChanges = { "r" },
            Version = "1.2.3",
            Aliases =
            {
                new Pulumirpc.Alias { Urn = "urn:pulumi:dev::shop::test:index:Thing::was" },
                new Pulumirpc.Alias { Spec = new() { Name = "old", NoParent = true } },
                new Pulumirpc.Alias { Spec = new() { Type = "test:index:Old", ParentUrn = Friend } },
            },
            Provider = Provider,
            CustomTimeouts = new() { Create = "1h30m" },
            PluginDownloadUrl = "http://plugins",
            RetainOnDelete = true,
            DeletedWith = Friend,
            DeleteBeforeReplace = true,
            AdditionalSecretOutputs = { "s" },
            PluginChecksums = { ["linux-amd64"] = Google.Protobuf.ByteString.CopyFromUtf8("sum") },
            Hooks = new() { BeforeCreate = { "first" }, OnError = { "again" } },
            Import = "known",
            HideDiff = { "h" },
            ReplaceWith = { Friend },
            ReplacementTrigger = Value.ForString("trigger"),
        },
    };

    private async Task<TransformResponse> TransformAsync(
        TransformRequest request, Func<ResourceTransformArgs, ResourceTransformResult?> transform)
    {
        TransformResponse? response = null;
        await WithTransformAsync(
            transform, async callback => response = await StandInEngine.CallBackAsync<TransformResponse>(callback, request));
        return response!;
    }

    private async Task WithTransformAsync(Func<ResourceTransformArgs, ResourceTransformResult?> transform, Func<Callback, Task> use)
    {
        Engine.Answer = async (request, _) =>
        {
            if (request.Name == "a")
            {
                await use(request.Transforms.Single());
            }
        };
        await RunWellAsync(() => _ = new Thing("a", options: new()
        {
            ResourceTransforms = { (args, _) => Task.FromResult(transform(args)) },
        }));
    }
}
