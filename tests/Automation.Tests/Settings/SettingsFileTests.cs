using Pulumi.Automation.Exceptions;
using Pulumi.Automation.Tests.Dummy;

namespace Pulumi.Automation.Tests.Settings;

/// <summary>Project and stack files, read and written by a workspace.</summary>
public class SettingsFileTests : DummyTests
{
    [SetUp]
    public void MakeFolder() => Directory.CreateDirectory(Dummy.WorkDir);

    [TestCase("yaml", "name: shop\nruntime: nodejs\ndescription: a shop\n")]
    [TestCase("yml", "name: shop\nruntime: nodejs\ndescription: a shop\n")]
    [TestCase("json", """{"name":"shop","runtime":"nodejs","description":"a shop"}""")]
    public async Task A_project_is_read_changed_and_saved_where_it_was(string extension, string text)
    {
        var file = Write($"Pulumi.{extension}", text);
        using var workspace = await Dummy.WorkspaceAsync();
        var settings = (await workspace.GetProjectSettingsAsync())!;
        Assert.That((settings.Name, settings.Runtime.Name, settings.Description), Is.EqualTo(("shop", ProjectRuntimeName.NodeJS, "a shop")));

        settings.Description = "yes";
        settings.Runtime.Options = new() { TypeScript = true, Binary = "b", VirtualEnv = "v" };
        settings.Backend = new() { Url = "file://./state" };
        settings.Template = new() { Important = true, Config = new Dictionary<string, ProjectTemplateConfigValue> { ["a:b"] = new() { Default = "1", Secret = false } } };
        await workspace.SaveProjectSettingsAsync(settings);

        var again = (await workspace.GetProjectSettingsAsync())!;
        Assert.Multiple(() =>
        {
            Assert.That(Directory.GetFiles(Dummy.WorkDir), Is.EqualTo(new[] { file }));
            Assert.That((again.Name, again.Description, again.Backend!.Url), Is.EqualTo(("shop", "yes", "file://./state")));
            Assert.That((again.Runtime.Options!.TypeScript, again.Runtime.Options.Binary, again.Runtime.Options.VirtualEnv), Is.EqualTo((true, "b", "v")));
            Assert.That((again.Template!.Important, again.Template.Config!["a:b"].Default, again.Template.Config["a:b"].Secret), Is.EqualTo((true, "1", false)));
        });
    }

    [Test]
    public async Task A_new_project_file_has_what_is_said_and_nothing_else()
    {
        using var workspace = await Dummy.WorkspaceAsync(new() { ProjectSettings = new("shop", ProjectRuntimeName.Dotnet) { Author = "no", Website = "123" } });
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Dummy.WorkDir, "Pulumi.yaml")), Is.EqualTo(
            """
            name: shop
            runtime: dotnet
            author: "no"
            website: "123"

            """));
    }

    [Test]
    public async Task A_stacks_settings_keep_their_shape()
    {
        const string Text = """
            secretsprovider: passphrase
            encryptionsalt: v1:abc=:v1:def
            config:
              shop:name: a name
              shop:count: 5
              shop:key:
                secure: v1:xyz
              shop:hosts:
              - name: web
                ports: [80, 443]
                open: true
              shop:empty: ""

            """;
        Write("Pulumi.dev.yaml", Text);
        using var workspace = await Dummy.WorkspaceAsync();
        var settings = (await workspace.GetStackSettingsAsync("organization/shop/dev"))!;
        Assert.Multiple(() =>
        {
            Assert.That((settings.SecretsProvider, settings.EncryptionSalt), Is.EqualTo(("passphrase", "v1:abc=:v1:def")));
            Assert.That(settings.Config!.ToDictionary(entry => entry.Key, entry => (entry.Value.Value, entry.Value.IsSecure)), Is.EqualTo(new Dictionary<string, (string, bool)>
            {
                ["shop:name"] = ("a name", false),
                ["shop:count"] = ("5", false),
                ["shop:key"] = ("v1:xyz", true),
                ["shop:hosts"] = ("""[{"name":"web","ports":[80,443],"open":true}]""", false),
                ["shop:empty"] = ("", false),
            }));
        });

        settings.Config!["shop:more"] = new("true", isSecure: false);
        await workspace.SaveStackSettingsAsync("dev", settings);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Dummy.WorkDir, "Pulumi.dev.yaml")), Is.EqualTo("""
            secretsprovider: passphrase
            encryptionsalt: v1:abc=:v1:def
            config:
              shop:name: a name
              shop:count: "5"
              shop:key:
                secure: v1:xyz
              shop:hosts:
              - name: web
                ports:
                - 80
                - 443
                open: true
              shop:empty: ""
              shop:more: "true"

            """));
    }

    [TestCase("yml")]
    [TestCase("json")]
    public async Task A_stacks_settings_in_other_spellings(string extension)
    {
        Write($"Pulumi.dev.{extension}", extension == "json"
            ? """{"secretsProvider":"abc","config":{"plain":"plain","secure":{"secure":"secret"}}}"""
            : "secretsprovider: abc\nconfig:\n  plain: plain\n  secure:\n    secure: secret\n");
        using var workspace = await Dummy.WorkspaceAsync();
        var settings = (await workspace.GetStackSettingsAsync("dev"))!;
        await workspace.SaveStackSettingsAsync("dev", settings);
        settings = (await workspace.GetStackSettingsAsync("dev"))!;
        Assert.That(
            (settings.SecretsProvider, settings.Config!["plain"].Value, settings.Config["secure"].Value, settings.Config["secure"].IsSecure),
            Is.EqualTo(("abc", "plain", "secret", true)));
    }

    [Test]
    public async Task Files_that_are_not_there_are_null()
    {
        using var workspace = await Dummy.WorkspaceAsync();
        Assert.That(await workspace.GetProjectSettingsAsync(), Is.Null);
        Assert.That(await workspace.GetStackSettingsAsync("dev"), Is.Null);
    }

    [Test]
    public void A_file_that_is_wrong_is_named()
    {
        var file = Write("Pulumi.yaml", "name: shop\nruntime: cobol\n");
        Assert.That(
            () => Dummy.WorkspaceAsync(new() { ProjectSettings = new("shop", ProjectRuntimeName.Dotnet) }),
            Throws.InvalidOperationException.With.Message.StartsWith(file).And.Message.Contains("cobol"));
    }

    [Test]
    public async Task The_project_file_that_is_there_is_left_alone_or_contradicted()
    {
        var file = Write("Pulumi.yaml", "name: shop\nruntime: nodejs\nconfig:\n  shop:size: {default: 5}\n");
        using var defaults = await LocalWorkspace.SelectStackAsync(new InlineProgramArgs("shop", "dev", PulumiFn.Create(() => { })) { WorkDir = Dummy.WorkDir });
        using var same = await Dummy.WorkspaceAsync(new() { ProjectSettings = new("shop", ProjectRuntimeName.NodeJS) });
        var failure = (await Assert.ThrowsAsync<ProjectSettingsConflictException>(
            () => Dummy.WorkspaceAsync(new() { ProjectSettings = new("shop", ProjectRuntimeName.Go) })))!;

        Assert.That(failure.SettingsFileLocation, Is.EqualTo(file));
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("size"));
    }

    [Test]
    public async Task A_workspace_without_a_folder_has_one_until_it_is_disposed_of()
    {
        string folder;
        using (var stack = await LocalWorkspace.CreateStackAsync(new InlineProgramArgs("shop", "dev", PulumiFn.Create(() => { }))
        {
            StackSettings = new Dictionary<string, StackSettings> { ["dev"] = new() { Config = new Dictionary<string, StackSettingsConfigValue> { ["a:b"] = new("c", false) } } },
        }))
        {
            folder = stack.Workspace.WorkDir;
            Assert.Multiple(() =>
            {
                Assert.That(File.ReadAllText(Path.Combine(folder, "Pulumi.yaml")), Is.EqualTo($"name: shop\nruntime: dotnet\nmain: {Directory.GetCurrentDirectory()}\n"));
                Assert.That(File.ReadAllText(Path.Combine(folder, "Pulumi.dev.yaml")), Is.EqualTo("config:\n  a:b: c\n"));
            });
        }

        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test]
    public async Task A_folder_of_a_workspace_that_never_was_is_gone_too()
    {
        Dummy.Answer(1, error: "error: stack 'dev' already exists", code: 255);
        await Assert.ThrowsAsync<Commands.Exceptions.StackAlreadyExistsException>(() => LocalWorkspace.CreateStackAsync(new InlineProgramArgs("shop", "dev", PulumiFn.Create(() => { }))));
        Assert.That(Directory.Exists(Dummy.Read(1, "folder").Trim()), Is.False);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(Dummy.WorkDir, name);
        File.WriteAllText(file, text);
        return file;
    }
}
