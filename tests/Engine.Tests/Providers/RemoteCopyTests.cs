using System.Formats.Tar;
using System.IO.Compression;
using E3.Engine.Assets;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Remote.Tests;

namespace E3.Engine.Tests.Providers;

[TestFixture]
internal sealed class RemoteCopyTests() : ProviderFixture("command")
{
    private const string CopyType = "command:remote:CopyToRemote";
    private SshServer _server = null!;

    [OneTimeSetUp]
    public async Task Listen() => _server = await SshServer.StartAsync();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [TearDown]
    public async Task CloseSessions() => await ((IAsyncDisposable)Provider).DisposeAsync();

    [Test]
    public async Task A_text_becomes_a_file_and_another_text_replaces_it()
    {
        var old = await InputsAsync(new PropertyValue.Asset(null, null, "one", null), "there/file");
        var created = await CreateAsync(CopyType, old.Reveal());
        var now = await InputsAsync(new PropertyValue.Asset(null, null, "two", null), "there/file");
        Assert.That(await DiffAsync(CopyType, old, now), Is.EqualTo(["Update source"]));
        await UpdateAsync(CopyType, created.Id, old.Reveal(), created.Outputs, now.Reveal());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "there/file")), Is.EqualTo("two"));
    }

    [Test]
    public async Task A_changed_file_is_a_change()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "one");
        var old = await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to");
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "two");
        Assert.That(await DiffAsync(CopyType, old, await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to")), Is.EqualTo(["Update source"]));
    }

    [Test]
    public async Task A_file_goes_into_a_folder_that_is_there()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "a");
        Directory.CreateDirectory(Path.Combine(Folder, "to"));
        await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to")).Reveal());
        Assert.That(File.Exists(Path.Combine(Folder, "to/a.txt")));
    }

    [TestCase("src", "to/src/sub/f")]
    [TestCase("src/", "to/sub/f")]
    public async Task A_folder_goes_under_its_name_or_as_its_content(string source, string expected)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "src/sub"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "src/sub/f"), "f");
        await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Archive(source, null, null, null), "to")).Reveal());
        Assert.That(File.Exists(Path.Combine(Folder, expected)));
    }

    [Test]
    public async Task Assets_by_name_become_files()
    {
        var entries = PropertyMap.Empty.With("x/y", new PropertyValue.Asset(null, null, "y", null)).With("z", new PropertyValue.Asset(null, null, "z", null));
        await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Archive(null, null, entries, null), "to")).Reveal());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to/x/y")), Is.EqualTo("y"));
    }

    [Test]
    public async Task Archives_within_an_archive_are_unpacked_whatever_they_are()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "src/sub"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "src/sub/f"), "f");
        await ZipFile.CreateFromDirectoryAsync(Path.Combine(Folder, "src"), Path.Combine(Folder, "a.zip"));
        await TarFile.CreateFromDirectoryAsync(Path.Combine(Folder, "src"), Path.Combine(Folder, "a.tar"), includeBaseDirectory: false);
        await using (var gzip = new GZipStream(File.Create(Path.Combine(Folder, "a.tgz")), CompressionLevel.Fastest))
            await gzip.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(Folder, "a.tar")));
        PropertyValue.Archive File_(string path) => new(path, null, null, null);
        var entries = PropertyMap.Empty.With("zip", File_("a.zip")).With("tar", File_("a.tar")).With("tgz", File_("a.tgz")).With("folder", File_("src"))
            .With("deep", new PropertyValue.Archive(null, null, PropertyMap.Empty.With("er", File_("a.zip")).With("text", new PropertyValue.Asset(null, null, "t", null)), null));
        await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Archive(null, null, entries, null), "to")).Reveal());
        foreach (var place in new[] { "zip", "tar", "tgz", "folder", "deep/er" })
            Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to", place, "sub/f")), Is.EqualTo("f"), place);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to/deep/text")), Is.EqualTo("t"));
    }

    [Test]
    public async Task An_archive_file_by_itself_is_copied_as_it_is()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.zip"), "not even one");
        await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Archive("a.zip", null, null, null), "to/b.zip")).Reveal());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to/b.zip")), Is.EqualTo("not even one"));
    }

    [Test]
    public async Task An_entry_cannot_leave_the_folder()
    {
        var entries = PropertyMap.Empty.With("../out", new PropertyValue.Asset(null, null, "x", null));
        var inputs = (await InputsAsync(new PropertyValue.Archive(null, null, entries, null), "to")).Reveal();
        Assert.That(async () => await CreateAsync(CopyType, inputs), Throws.TypeOf<ProviderException>().With.Message.Contains("../out leads out of the folder"));
        Assert.That(File.Exists(Path.Combine(Folder, "out")), Is.False);
    }

    [Test]
    public async Task What_lies_behind_a_URI_is_fetched_and_named_after_it()
    {
        Api.On("GET /files/a.txt", 200, "fetched");
        Directory.CreateDirectory(Path.Combine(Folder, "to"));
        await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Asset(null, Api.Address + "/files/a.txt", null, null), "to")).Reveal());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to/a.txt")), Is.EqualTo("fetched"));
        var no = Inputs(new PropertyValue.Archive(null, Api.Address + "/files/a.txt", null, "00"), "to");
        Assert.That(async () => await CreateAsync(CopyType, no), Throws.TypeOf<ProviderException>().With.Message.Contains("no archive by its name"));
    }

    [Test]
    public async Task The_same_content_from_elsewhere_is_not_sent_again()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "same");
        var old = await InputsAsync(new PropertyValue.Asset(null, null, "same", null), "to");
        var now = await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to");
        Assert.That(await DiffAsync(CopyType, old, now), Is.Empty);
        await UpdateAsync(CopyType, "1", old.Reveal(), old, now.Reveal());
        Assert.That(File.Exists(Path.Combine(Folder, "to")), Is.False);
    }

    [Test]
    public async Task A_source_that_is_not_there_is_named()
    {
        var inputs = Inputs(new PropertyValue.Asset("no.txt", null, null, "00"), "to");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(CopyType, inputs));
        Assert.That(error!.Message, Is.EqualTo($"there is no file or folder {Path.Combine(Folder, "no.txt")}"));
    }

    [Test]
    public async Task A_trigger_copies_anew() => Assert.That(
        await DiffAsync(CopyType, Inputs(new PropertyValue.Asset(null, null, "a", "1"), "to"), Inputs(new PropertyValue.Asset(null, null, "a", "1"), "to").With("triggers", Values.Of(new[] { "x" }))),
        Is.EqualTo(["Add triggers replaces"]));

    [Test]
    public async Task The_older_copy_of_a_file_is_made_anew_by_every_change()
    {
        const string type = "command:remote:CopyFile";
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "a");
        var inputs = Inputs(new PropertyValue.Asset(null, null, "", null), "to/b.txt").Without("source").With("localPath", Values.Of("a.txt"));
        var created = await CreateAsync(type, (await CheckedAsync(type, inputs)).Reveal());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to/b.txt")), Is.EqualTo("a"));
        Assert.That(created.Id, Does.Match("^[0-9a-f]{8}$"));
        Assert.That(created.Outputs["connection"], Is.TypeOf<PropertyValue.Secret>());
        Assert.That(await DiffAsync(type, inputs, inputs.With("remotePath", Values.Of("c"))), Is.EqualTo(["Update remotePath replaces"]));
        Assert.That(async () => await CreateAsync(type, inputs.With("localPath", Values.Of("no"))), Throws.TypeOf<ProviderException>().With.Message.Contains("no file"));
    }

    /// <summary>Checked inputs with the source's hash, which the engine adds before it asks a provider.</summary>
    private async Task<PropertyMap> InputsAsync(PropertyValue source, string to) => await CheckedAsync(
        CopyType, await new AssetHashes(new AssetSources(Folder, Api.Handler, Clock)).CompleteAsync(Inputs(source, to), default));

    private PropertyMap Inputs(PropertyValue source, string to) => Values.Map(
        ("connection", Values.Map(("host", "127.0.0.1"), ("port", _server.Port), ("user", Environment.UserName), ("privateKey", _server.ClientKey))),
        ("source", source), ("remotePath", Path.Combine(Folder, to)));
}
