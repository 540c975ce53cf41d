using System.Text.Json;
using Pulumi.Tests.StandIn;

namespace Pulumi.Tests;

/// <summary>The stack's settings.</summary>
public sealed class ConfigTests : ProgramTests
{
    [SetUp]
    public void SetConfig()
    {
        SetVariable("PULUMI_CONFIG", JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["shop:name"] = "corner",
            ["shop:open"] = "true",
            ["shop:size"] = "7",
            ["shop:ratio"] = "0.5",
            ["shop:regions"] = """{"fra1":2}""",
            ["shop:key"] = "hush",
            ["other:config:name"] = "elsewhere",
        }));
        SetVariable("PULUMI_CONFIG_SECRET_KEYS", """["shop:key"]""");
    }

    [Test]
    public async Task Reads_each_type() => await RunWellAsync(() =>
    {
        var config = new Config();
        Assert.Multiple(() =>
        {
            Assert.That(config.Require("name"), Is.EqualTo("corner"));
            Assert.That(config.GetBoolean("open"), Is.True);
            Assert.That(config.RequireInt32("size"), Is.EqualTo(7));
            Assert.That(config.RequireDouble("ratio"), Is.EqualTo(0.5));
            Assert.That(config.RequireObject<Dictionary<string, int>>("regions")["fra1"], Is.EqualTo(2));
            Assert.That(config.Get("absent"), Is.Null);
            Assert.That(config.GetInt32("absent"), Is.Null);
            Assert.That(config.GetObject<Dictionary<string, int>>("absent"), Is.Null);
            Assert.That(config.GetSecret("absent"), Is.Null);
            Assert.That(new Config("other").Require("name"), Is.EqualTo("elsewhere"));
        });
    });

    [Test]
    public async Task Secrets_are_secret_outputs()
    {
        var isSecret = false;
        await RunWellAsync(() => Output.Create(Output.IsSecretAsync(new Config().RequireSecret("key"))).Apply(value => isSecret = value));

        Assert.That(isSecret, Is.True);
    }

    [Test]
    public async Task Names_the_key_that_is_missing_and_how_to_set_it()
    {
        Assert.That(await RunAsync(() => { new Config().Require("color"); }), Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("'shop:color'").And.Contain("pulumi config set shop:color <value>"));
    }

    [Test]
    public async Task Names_the_value_that_does_not_fit()
    {
        await RunAsync(() => { new Config().RequireInt32("name"); });

        Assert.That(Engine.Errors.Single(), Is.EqualTo("Configuration 'shop:name' value 'corner' is not a valid Int32"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Does_not_show_a_secret_that_does_not_fit()
    {
        await RunAsync(() => { new Config().RequireObject<int[]>("key"); });

        Assert.That(Engine.Errors.Single(), Does.Contain("shop:key").And.Not.Contain("hush"));
    }
}
