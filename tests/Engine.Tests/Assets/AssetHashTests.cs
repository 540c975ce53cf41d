using System.Formats.Tar;
using System.IO.Compression;
using E3.Engine.Assets;
using E3.Engine.Properties;
using E3.Engine.Tests.Providers;

namespace E3.Engine.Tests.Assets;

/// <summary>
/// The hashes that Pulumi gives; values are of its own tests
/// (https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/asset_test.go).
/// </summary>
[TestFixture]
internal sealed class AssetHashTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("e3-assets-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("a test asset", "e34c74529110661faae4e121e57165ff4cb4dbdde1ef9770098aa3695e6b6704")]
    [TestCase("a very different and special test asset", "9a6ed070e1ff834427105844ffd8a399a634753ce7a60ec5aae541524bbe7036")]
    [TestCase("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task A_text_has_the_hash_that_Pulumis_tests_expect(string text, string hash)
    {
        Assert.That(await HashAsync(Text(text)), Is.EqualTo(hash));
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), text);
        Assert.That(await HashAsync(new PropertyValue.Asset("file", null, null, null)), Is.EqualTo(hash));
        Assert.That(await HashAsync(new PropertyValue.Asset(null, $"file://{_folder}/file", null, null)), Is.EqualTo(hash));
    }

    [TestCase("a test asset", "27ab4a14a617df10cff3e1cf4e30cf510302afe56bf4cc91f84041c9f7b62fd8")]
    [TestCase("", "d2587a875f82cdf3d3e6cfe9f8c6e6032be5dde8c344466e664e628da15757b0")]
    public async Task An_archive_of_one_text_has_the_hash_that_Pulumis_tests_expect(string text, string hash)
    {
        Assert.That(await HashAsync(Entries(("foo", Text(text)))), Is.EqualTo(hash));
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "folder/foo"), text);
        Assert.That(await HashAsync(new PropertyValue.Archive("folder", null, null, null)), Is.EqualTo(hash), "a folder is the same archive");
    }

    [Test]
    public async Task An_empty_archive_has_the_hash_by_which_Pulumi_knows_it() =>
        Assert.That(await HashAsync(Entries()), Is.EqualTo("5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"));

    [Test]
    public async Task A_packed_archive_is_hashed_as_it_is()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.zip"), "a test asset");
        Assert.That(await HashAsync(new PropertyValue.Archive("a.zip", null, null, null)), Is.EqualTo("e34c74529110661faae4e121e57165ff4cb4dbdde1ef9770098aa3695e6b6704"));
    }

    [Test]
    public async Task Folders_are_walked_name_by_name_and_Pulumis_own_folder_and_links_to_folders_are_left_out()
    {
        var root = Path.Combine(_folder, "f");
        Directory.CreateDirectory(Path.Combine(root, "a"));
        Directory.CreateDirectory(Path.Combine(root, ".pulumi"));
        foreach (var name in new[] { "a/x", "a.txt", "B", ".pulumi/state" }) await File.WriteAllTextAsync(Path.Combine(root, name), name);
        Directory.CreateSymbolicLink(Path.Combine(root, "circle"), ".");
        File.CreateSymbolicLink(Path.Combine(root, "link"), "B");
        var inOrder = new LocalSources(_folder).Files(new PropertyValue.Archive("f", null, null, null)).Select(file => file.Name);
        Assert.That(inOrder, Is.EqualTo(["B", "a/x", "a.txt", "link"]));
        var same = Entries(("B", Text("B")), ("a", Entries(("x", Text("a/x")))), ("a.txt", Text("a.txt")), ("link", Text("B")));
        Assert.That(await HashAsync(new PropertyValue.Archive("f", null, null, null)), Is.EqualTo(await HashAsync(same)));
    }

    [Test]
    public async Task Archives_within_an_archive_count_by_their_files_however_they_are_packed()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "f/sub"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "f/sub/x"), "x");
        await ZipFile.CreateFromDirectoryAsync(Path.Combine(_folder, "f"), Path.Combine(_folder, "f.zip"));
        await TarFile.CreateFromDirectoryAsync(Path.Combine(_folder, "f"), Path.Combine(_folder, "f.tar"), includeBaseDirectory: false);
        var hashes = new List<string>();
        foreach (var path in new[] { "f", "f.zip", "f.tar" }) hashes.Add(await HashAsync(Entries(("in", new PropertyValue.Archive(path, null, null, null)))));
        hashes.Add(await HashAsync(Entries(("in/sub/x", Text("x")))));
        Assert.That(hashes.Distinct().Count(), Is.EqualTo(1));
    }

    // A name that fits its field or can be parted at a slash needs no more than Go's plain header; any other has an extended one before it.
    [TestCase("nnn", TarEntryFormat.Ustar, 2)]
    [TestCase("100", TarEntryFormat.Ustar, 2)]
    [TestCase("folder/101", TarEntryFormat.Ustar, 2)]
    [TestCase("folder/folder/folder/folder/folder/folder/folder/folder/folder/folder/folder/folder/180", TarEntryFormat.Ustar, 2)]
    [TestCase("101", TarEntryFormat.Pax, 4)]
    [TestCase("folder/300", TarEntryFormat.Pax, 4)]
    [TestCase("folder/\u00fcber", TarEntryFormat.Pax, 4)]
    public void The_tar_file_that_is_hashed_is_one_whatever_the_names_are(string name, TarEntryFormat format, int blocks)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        if (int.TryParse(last, out var length)) name = name[..^last.Length] + new string('n', length - (name.Length - last.Length));
        using var tar = new MemoryStream();
        GoTar.Write([new ArchivedFile(name, 1, () => new MemoryStream("x"u8.ToArray()))], tar, default);
        Assert.That(tar.Length, Is.EqualTo((blocks + 2) * 512));
        tar.Position = 0;
        using var reader = new TarReader(tar);
        var entry = reader.GetNextEntry()!;
        Assert.That((entry.Name, entry.Format, entry.Length), Is.EqualTo((name, format, 1)));
        Assert.That((entry.Mode, entry.Uid, entry.ModificationTime), Is.EqualTo((UnixFileMode.UserRead | UnixFileMode.UserWrite, 0, DateTimeOffset.UnixEpoch)));
        Assert.That(new StreamReader(entry.DataStream!).ReadToEnd(), Is.EqualTo("x"));
        Assert.That(reader.GetNextEntry(), Is.Null);
    }

    [Test]
    public async Task What_is_missing_or_no_archive_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "x");
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        async Task<string> Fault(PropertyValue value) => (await Assert.ThrowsAsync<AssetException>(async () => await HashAsync(value)))!.Message;
        Assert.That(await Fault(new PropertyValue.Asset("no", null, null, null)), Is.EqualTo($"there is no file {_folder}/no"));
        Assert.That(await Fault(new PropertyValue.Asset("folder", null, null, null)), Does.Contain("is a folder: an asset is a file"));
        Assert.That(await Fault(new PropertyValue.Archive("no", null, null, null)), Is.EqualTo($"there is no folder or archive {_folder}/no"));
        Assert.That(await Fault(new PropertyValue.Archive("file", null, null, null)), Does.Contain("neither a folder nor an archive"));
        Assert.That(await Fault(new PropertyValue.Asset(null, "ftp://x/y", null, null)), Does.Contain("only http, https and file"));
        Assert.That(await Fault(Entries(("in", new PropertyValue.Archive("f.zip", null, null, null)))), Is.EqualTo($"there is no file {_folder}/f.zip"));
    }

    [Test]
    public async Task What_lies_behind_a_URI_is_fetched_again_when_the_server_stumbles()
    {
        await using var api = await TestApi.StartAsync();
        api.On("GET /a.txt", 500, "no").On("GET /a.txt", 200, "a test asset");
        api.On("GET /gone.txt", 404, "no");
        var hashes = new AssetHashes(new AssetSources(_folder, api.Handler, TimeProvider.System));
        var asset = (PropertyValue.Asset)await hashes.CompleteAsync(new PropertyValue.Asset(null, api.Address + "/a.txt", null, null), default);
        Assert.That(asset.Hash, Is.EqualTo("e34c74529110661faae4e121e57165ff4cb4dbdde1ef9770098aa3695e6b6704"));
        Assert.That(
            async () => await hashes.CompleteAsync(new PropertyValue.Asset(null, api.Address + "/gone.txt", null, null), default),
            Throws.TypeOf<AssetException>().With.Message.Contains("404"));
    }

    [Test]
    public async Task A_big_file_is_not_held_in_memory()
    {
        await using (var file = File.Create(Path.Combine(_folder, "big"))) file.SetLength(256 << 20);
        var archive = Entries(("big", new PropertyValue.Asset("big", null, null, null)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var local = new LocalSources(_folder);
        GoTar.Hash(local.Files(archive), default);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    private static PropertyValue.Asset Text(string text) => new(null, null, text, null);

    private static PropertyValue.Archive Entries(params (string Name, PropertyValue Value)[] entries) =>
        new(null, null, PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))), null);

    private async Task<string> HashAsync(PropertyValue value) =>
        await new AssetHashes(new AssetSources(_folder, null, TimeProvider.System)).CompleteAsync(value, default) switch
        {
            PropertyValue.Asset asset => asset.Hash!,
            PropertyValue.Archive archive => archive.Hash!,
            _ => "",
        };
}
