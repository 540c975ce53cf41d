using System.Text;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Tests.Support;

namespace E3.Engine.Tests.Assets;

/// <summary>What the engine makes of assets and archives that a program registers, and of those in a state.</summary>
[TestFixture]
internal sealed class AssetDeploymentTests
{
    private const string HashOfText = "e34c74529110661faae4e121e57165ff4cb4dbdde1ef9770098aa3695e6b6704";
    private const string HashOfArchive = "27ab4a14a617df10cff3e1cf4e30cf510302afe56bf4cc91f84041c9f7b62fd8";

    private Workbench _bench = null!;

    [SetUp]
    public async Task MakeFiles()
    {
        _bench = new Workbench();
        Directory.CreateDirectory(Path.Combine(_bench.Folder, "folder"));
        foreach (var name in new[] { "a.txt", "b.txt", "folder/foo" }) await File.WriteAllTextAsync(Path.Combine(_bench.Folder, name), "a test asset");
    }

    [TearDown]
    public void RemoveFiles() => _bench.Dispose();

    [Test]
    public async Task The_state_holds_path_and_hash_and_only_another_content_is_a_change()
    {
        await UpAsync(Asset("a.txt"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(["create thing"]));
        Assert.That(Stored("source"), Is.EqualTo($$"""{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"{{HashOfText}}","path":"a.txt"}"""));
        await UpAsync(Asset("b.txt"));
        Assert.That(_bench.TakeCalls(), Is.Empty, "another file with the same content");
        Assert.That(Stored("source"), Does.Contain("\"path\":\"b.txt\""));
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, "b.txt"), "other");
        await UpAsync(Asset("b.txt"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(["update thing"]));
    }

    [Test]
    public async Task Assets_at_any_depth_and_in_secrets_and_outputs_have_hashes()
    {
        var folder = new PropertyValue.Archive("folder", null, null, null);
        var deep = new PropertyValue.Map(PropertyMap.Empty.With("list", new PropertyValue.List([new PropertyValue.Secret(folder)])));
        var result = await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("thing", [("source", deep)]);
            await program.OutputsAsync(program.StackUrn, ("archive", folder));
        });
        Assert.That(_bench.Errors, Is.Empty);
        var inputs = (await _bench.FindAsync("thing"))!.Inputs;
        Assert.That(inputs["source"].ContainsSecrets);
        var list = (PropertyValue.List)((PropertyValue.Map)inputs["source"].Reveal()).Properties["list"];
        Assert.That(((PropertyValue.Archive)list.Items[0]).Hash, Is.EqualTo(HashOfArchive));
        Assert.That(((PropertyValue.Archive)result.Outputs!["archive"]).Hash, Is.EqualTo(HashOfArchive));
    }

    /// <summary>An archive of texts, files, folders and archives as the official engine stores it: every part with its own hash.</summary>
    [Test]
    public async Task A_state_that_the_official_engine_wrote_shows_no_change()
    {
        var inner = new PropertyValue.Archive(null, null, PropertyMap.Empty.With("foo", new PropertyValue.Asset(null, null, "a test asset", null)), null);
        await UpAsync(inner);
        var official = """
            {"4dabf18193072939515e22adb298388d":"0def7320c3a5731c473e5ecbe6d01bc7","hash":"ARCHIVE","assets":{"foo":
            {"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"TEXT","text":"a test asset"}}}
            """.ReplaceLineEndings("").Replace("ARCHIVE", HashOfArchive, StringComparison.Ordinal).Replace("TEXT", HashOfText, StringComparison.Ordinal);
        Assert.That(Stored("source"), Is.EqualTo(official));
        _bench.TakeCalls();
        await UpAsync(new PropertyValue.Archive("folder", null, null, null));
        Assert.That(_bench.TakeCalls(), Is.Empty, "a folder with the same files is the same archive");
    }

    [Test]
    public async Task An_empty_text_survives_the_state_which_holds_but_its_hash()
    {
        await UpAsync(new PropertyValue.Asset(null, null, "", null));
        Assert.That(Stored("source"), Is.EqualTo("""{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}"""));
        Assert.That((PropertyValue.Asset)(await _bench.FindAsync("thing"))!.Inputs["source"], Has.Property("Content").EqualTo(""));
    }

    [Test]
    public async Task A_file_that_is_missing_fails_its_resource_by_name_of_the_input_and_leaves_the_others()
    {
        var result = await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("bad", [("source", Asset("no.txt"))]);
            await program.ThingAsync("good", [("source", Asset("a.txt"))]);
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.One.EqualTo($"source: there is no file {Path.Combine(_bench.Folder, "no.txt")}"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(["create good"]));
    }

    private static PropertyValue.Asset Asset(string path) => new(path, null, null, null);

    private async Task UpAsync(PropertyValue source)
    {
        await _bench.UpAsync(program => program.ThingAsync("thing", [("source", source)]));
        Assert.That(_bench.Errors, Is.Empty);
    }

    private string Stored(string input) => JsonNode.Parse(File.ReadAllText(_bench.StatePath, Encoding.UTF8))!["checkpoint"]!["latest"]!["resources"]!.AsArray()
        .Single(resource => (string)resource!["urn"]! == Workbench.Urn("thing"))!["inputs"]![input]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
