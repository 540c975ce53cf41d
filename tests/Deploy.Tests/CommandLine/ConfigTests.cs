using System.Text.Json;
using E3.Deploy.CommandLine;

namespace E3.Deploy.Tests.CommandLine;

public class ConfigTests
{
    [Test]
    public async Task A_setting_is_set_and_got_in_the_projects_own_namespace()
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync("config", "set", "size", "small"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(await run.RunAsync("config", "get", "demo:size"), Is.EqualTo(ExitCodes.Ok));

        Assert.That(run.Output, Is.EqualTo("small\n"));
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Is.EqualTo("config:\n  e3:repeats: 3\n  demo:size: small\n"));
    }

    [Test]
    public async Task A_secret_is_encrypted_in_the_file_and_masked_in_the_list()
    {
        using var run = new CommandRun { Input = "canary-4711\n" };

        Assert.That(await run.RunAsync("config", "set", "--secret", "digitalocean:token"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Does.Not.Contain("canary").And.Contain("secure: v1:").And.Contain("encryptionsalt: v1:"));

        await run.RunAsync("config");
        Assert.That(run.Output, Does.Contain("digitalocean:token  [secret]").And.Not.Contain("canary"));
        await run.RunAsync("config", "--json");
        Assert.That(run.Output, Does.Not.Contain("canary"));
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("digitalocean:token").GetRawText(), Does.Not.Contain("value"));
        await run.RunAsync("config", "--json", "--show-secrets");
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("digitalocean:token").GetProperty("value").GetString(), Is.EqualTo("canary-4711"));
        await run.RunAsync("config", "get", "digitalocean:token");
        Assert.That(run.Output, Is.EqualTo("canary-4711\n"));
        await run.RunAsync("config", "get", "digitalocean:token", "--json");
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("secret").GetBoolean(), Is.True);
    }

    [Test]
    public async Task A_wrong_passphrase_is_one_error_that_names_its_source()
    {
        using var run = new CommandRun { Input = "x" };
        await run.RunAsync("config", "set", "--secret", "k");
        run.Environment["PULUMI_CONFIG_PASSPHRASE"] = "wrong";
        var before = run.Files.Read("Pulumi.local.yaml");

        Assert.That(await run.RunAsync("config", "get", "k"), Is.EqualTo(ExitCodes.Failed));

        Assert.That(run.Error, Is.EqualTo("error: incorrect passphrase: the one in PULUMI_CONFIG_PASSPHRASE does not open the secrets of stack 'local'. "
            + "Set PULUMI_CONFIG_PASSPHRASE to the one they were made with.\n"));
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_stack_elsewhere_without_a_passphrase_says_which_variable_is_missing()
    {
        using var run = new CommandRun();
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");

        Assert.That(await run.RunAsync("config", "set", "--secret", "k", "v"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain("passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables"));
    }

    [Test]
    public async Task A_local_stack_makes_its_own_passphrase_that_only_its_owner_reads()
    {
        using var run = new CommandRun { Files = new Workspace.TemporaryProject(local: "config:\n  digitalocean:apiEndpoint: http://localhost:1\n") };
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");

        Assert.That(await run.RunAsync("config", "set", "--secret", "k", "v"), Is.EqualTo(ExitCodes.Ok), run.Error);
        var file = Path.Combine(run.Files.Folder, ".e3", "passphrase");
#pragma warning disable CA1416 // the tests of a local stack run where local stacks do
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
#pragma warning restore CA1416
        await run.RunAsync("config", "get", "k");
        Assert.That(run.Output, Is.EqualTo("v\n"));

        File.Delete(file);
        Assert.That(await run.RunAsync("config", "get", "k"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain($"{file} is gone"));
    }

    [Test]
    public async Task An_empty_passphrase_file_of_a_killed_run_is_no_passphrase()
    {
        using var run = new CommandRun { Files = new Workspace.TemporaryProject(local: "config:\n  digitalocean:apiEndpoint: http://localhost:1\n") };
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");
        var file = run.Files.Write(".e3/passphrase", "");

        Assert.That(await run.RunAsync("config", "set", "--secret", "k", "v"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Files.Read(".e3/passphrase").Trim(), Has.Length.EqualTo(64));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(file)!), Is.EqualTo(new[] { file }));

        await File.WriteAllTextAsync(file, "");
        Assert.That(await run.RunAsync("config", "get", "k"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain($"{file} is empty").And.Contain("Put it back"));
    }

    [Test]
    public async Task A_passphrase_may_stand_in_a_file()
    {
        using var run = new CommandRun();
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");
        run.Environment["PULUMI_CONFIG_PASSPHRASE_FILE"] = run.Files.Write("pass", "from a file\n");
        Assert.That(await run.RunAsync("config", "set", "--secret", "k", "v"), Is.EqualTo(ExitCodes.Ok), run.Error);

        run.Environment["PULUMI_CONFIG_PASSPHRASE"] = "from a file";
        await run.RunAsync("config", "get", "k");
        Assert.That(run.Output, Is.EqualTo("v\n"));

        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");
        run.Environment["PULUMI_CONFIG_PASSPHRASE_FILE"] = "/no/such/file";
        await run.RunAsync("config", "get", "k");
        Assert.That(run.Error, Does.Contain("PULUMI_CONFIG_PASSPHRASE_FILE names /no/such/file, which is not there"));
    }

    [Test]
    public async Task A_value_within_a_setting_is_set_got_and_removed_by_path()
    {
        using var run = new CommandRun();

        await run.RunAsync("config", "set", "--path", "e3:regions.ams3", "2");
        await run.RunAsync("config", "set", "--path", "e3:regions.nyc3", "1");
        await run.RunAsync("config", "get", "e3:regions");
        Assert.That(run.Output, Is.EqualTo("{\"ams3\":2,\"nyc3\":1}\n"));
        await run.RunAsync("config", "rm", "--path", "e3:regions.ams3");
        await run.RunAsync("config", "get", "--path", "e3:regions");
        Assert.That(run.Output, Is.EqualTo("{\"nyc3\":1}\n"));
    }

    [TestCase("config get e3:repeates", "configuration key 'e3:repeates' not found for stack 'local'; did you mean 'e3:repeats'?")]
    [TestCase("config get repeats", "configuration key 'repeats' not found for stack 'local'; there is 'e3:repeats'")]
    [TestCase("config get --path e3:repeats.x", "configuration key 'e3:repeats' not found for stack 'local' at that path")]
    [TestCase("config get a:b:c:d", "invalid configuration key 'a:b:c:d'")]
    [TestCase("config rm nothing", "configuration key 'nothing' not found for stack 'local'")]
    public async Task A_setting_that_is_not_there_is_an_error(string line, string error)
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync(line.Split(' ')), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith($"error: {error}"));
    }

    [Test]
    public async Task The_list_is_a_table()
    {
        using var run = new CommandRun { Files = new Workspace.TemporaryProject(local: "config:\n  b: 1\n  aws:region: eu\n  list: [1, x]\n") };

        Assert.That(await run.RunAsync("config"), Is.EqualTo(ExitCodes.Ok));
        Assert.That(run.Output, Is.EqualTo("KEY         VALUE\naws:region  eu\nb           1\nlist        [1,\"x\"]\n"));
    }
}
