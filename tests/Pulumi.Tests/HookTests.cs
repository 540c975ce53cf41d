using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.StandIn;
using Pulumi.Utilities;
using Pulumirpc;

namespace Pulumi.Tests;

/// <summary>Functions of the program that run at moments of a resource's life.</summary>
public sealed class HookTests : ProgramTests
{
    private const string Secret = "{\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\",\"value\":\"s\"}";

    [Test]
    public async Task Are_known_to_the_engine_before_a_resource_names_them()
    {
        var known = new List<string>();
        Engine.Answer = (request, _) =>
        {
            if (request.Name == "a")
            {
                known.AddRange(Engine.Hooks.Select(hook => hook.Name).Concat(Engine.ErrorHooks.Select(hook => hook.Name)));
            }

            return Task.CompletedTask;
        };
        await RunWellAsync(() =>
        {
            var hook = new ResourceHook("say", (_, _) => Task.CompletedTask, new() { OnDryRun = true, IgnoreErrors = true });
            var again = new ErrorHook("again", (_, _) => Task.FromResult(true));
            _ = new Thing("a", options: new()
            {
                Hooks = new()
                {
                    BeforeCreate = { hook },
                    AfterCreate = { hook },
                    BeforeUpdate = { hook },
                    AfterUpdate = { hook },
                    BeforeDelete = { hook },
                    AfterDelete = { hook },
                    OnError = { again },
                },
            });
        });

        var bound = Engine.Of("a").Hooks;
        Assert.Multiple(() =>
        {
            Assert.That(known, Is.EquivalentTo(new[] { "say", "again" }));
            Assert.That((Engine.Hooks.Single().OnDryRun, Engine.Hooks.Single().IgnoreErrors), Is.EqualTo((true, true)));
            Assert.That(
                new[] { bound.BeforeCreate, bound.AfterCreate, bound.BeforeUpdate, bound.AfterUpdate, bound.BeforeDelete, bound.AfterDelete },
                Is.All.EqualTo(new[] { "say" }));
            Assert.That(bound.OnError, Is.EqualTo(new[] { "again" }));
        });
    }

    [Test]
    public async Task A_hook_sees_the_resource_before_and_after()
    {
        ResourceHookArgs? seen = null;
        var response = await RunHookAsync(
            args =>
            {
                seen = args;
                return Task.CompletedTask;
            },
            new()
            {
                Urn = "urn",
                Id = "id",
                Name = "a",
                Type = "test:index:Thing",
                NewInputs = Struct.Parser.ParseJson("{\"plain\":1,\"secret\":" + Secret + "}"),
                OldOutputs = Struct.Parser.ParseJson("""{"list":["x"]}"""),
            });

        var secret = (Output<object?>)seen!.NewInputs!["secret"]!;
        Assert.Multiple(async () =>
        {
            Assert.That((seen.Urn, seen.Id, seen.Name, seen.Type), Is.EqualTo(("urn", "id", "a", "test:index:Thing")));
            Assert.That(seen.NewInputs["plain"], Is.EqualTo(1.0));
            Assert.That(await Output.IsSecretAsync(secret), Is.True);
            Assert.That(await OutputUtilities.GetValueAsync(secret), Is.EqualTo("s"));
            Assert.That(seen.OldOutputs!["list"], Is.EqualTo(new[] { "x" }));
            Assert.That((seen.OldInputs, seen.NewOutputs), Is.EqualTo(((object?)null, (object?)null)));
            Assert.That(response.Error, Is.Empty);
        });
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task What_a_hook_fails_with_is_told_to_the_engine_with_its_causes()
    {
        var response = await RunHookAsync(
            _ => throw new InvalidOperationException("not now", new TimeoutException("nobody answered")), new());

        Assert.That(response.Error, Is.EqualTo("not now\n  because: nobody answered"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_error_hook_decides_whether_to_try_again(bool retry)
    {
        ErrorHookArgs? seen = null;
        ErrorHookResponse? response = null;
        Engine.BeforeShutdown = async () => response = await StandInEngine.CallBackAsync<ErrorHookResponse>(
            Engine.ErrorHooks.Single().Callback,
            new ErrorHookRequest
            {
                Name = "a",
                NewInputs = Struct.Parser.ParseJson("""{"n":1}"""),
                FailedOperation = "create",
                Errors = { "second", "first" },
            });
        await RunWellAsync(() => _ = new ErrorHook("again", (args, _) =>
        {
            seen = args;
            return Task.FromResult(retry);
        }));

        Assert.That((response!.Retry, response.Error), Is.EqualTo((retry, "")));
        Assert.That((seen!.FailedOperation, seen.NewInputs!["n"]), Is.EqualTo(("create", 1.0)));
        Assert.That(seen.Errors, Is.EqualTo(new[] { "second", "first" }));
    }

    [Test]
    public async Task What_an_error_hook_fails_with_is_told_to_the_engine()
    {
        ErrorHookResponse? response = null;
        Engine.BeforeShutdown = async () => response = await StandInEngine.CallBackAsync<ErrorHookResponse>(
            Engine.ErrorHooks.Single().Callback, new ErrorHookRequest());
        await RunWellAsync(() => _ = new ErrorHook("again", (_, _) => throw new InvalidOperationException("cannot decide")));

        Assert.That((response!.Retry, response.Error), Is.EqualTo((false, "cannot decide")));
    }

    [Test]
    public async Task An_engine_without_hooks_is_an_error()
    {
        Engine.Features.Remove("resourceHooks");
        var code = await RunAsync(() => { _ = new ResourceHook("say", (_, _) => Task.CompletedTask); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("does not support resource hooks"));
    }

    [Test]
    public async Task Bindings_join_and_stay_as_they_were()
    {
        await RunWellAsync(() =>
        {
            var (one, two) = (Hook("one"), Hook("two"));
            var first = new ResourceHookBinding { AfterCreate = { one } };
            var both = CustomResourceOptions.Merge(new() { Hooks = first }, new() { Hooks = new() { AfterCreate = { two } } }).Hooks;

            Assert.That(both.AfterCreate, Is.EqualTo(new[] { one, two }));
            Assert.That(first.AfterCreate, Is.EqualTo(new[] { one }));
            Assert.That((new ResourceHookBinding().IsEmpty, both.IsEmpty), Is.EqualTo((true, false)));
        });

        static ResourceHook Hook(string name) => new(name, (_, _) => Task.CompletedTask);
    }

    private async Task<ResourceHookResponse> RunHookAsync(Func<ResourceHookArgs, Task> hook, ResourceHookRequest request)
    {
        ResourceHookResponse? response = null;
        Engine.BeforeShutdown = async () => response = await StandInEngine.CallBackAsync<ResourceHookResponse>(
            Engine.Hooks.Single().Callback, request);
        await RunWellAsync(() => _ = new ResourceHook("say", (args, _) => hook(args)));
        return response!;
    }
}
