namespace E3.Remote.Tests;

internal sealed class SyncTests : SessionFixture
{
    private DirectoryInfo _folder = null!;

    private string Here => Path.Combine(_folder.FullName, "here");

    private string There => Path.Combine(_folder.FullName, "there's a folder");

    [OneTimeSetUp]
    public void DemandRsync()
    {
        if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(path => File.Exists(Path.Combine(path, "rsync")))) return;
        if (Environment.GetEnvironmentVariable("CI") is not null) Assert.Fail("rsync is missing");
        Assert.Ignore("rsync is missing: apt-get install rsync");
    }

    [SetUp]
    public async Task MakeFolders()
    {
        _folder = Directory.CreateTempSubdirectory("e3-sync-");
        Directory.CreateDirectory(Path.Combine(Here, "data"));
        await File.WriteAllTextAsync(Path.Combine(Here, "program.py"), "new");
        await File.WriteAllTextAsync(Path.Combine(Here, "data", "a number"), "42");
        await File.WriteAllTextAsync(Path.Combine(Here, "private"), "stays here");
    }

    [TearDown]
    public void RemoveFolders() => _folder.Delete(recursive: true);

    [Test]
    public async Task Only_the_files_named_go_and_of_these_only_what_is_not_there_yet()
    {
        var old = Directory.CreateDirectory(Path.Combine(There, "old", "data"));
        await File.WriteAllTextAsync(Path.Combine(old.Parent!.FullName, "program.py"), "old");
        await File.WriteAllTextAsync(Path.Combine(old.FullName, "a number"), "42");

        var synced = await Session.SyncAsync(Here, ["program.py", "data/a number"], Path.Combine(There, "new"), ["../old"], Soon());

        Assert.That(synced.Trouble, Is.Null);
        Assert.That(synced.Sent, Is.EqualTo(new[] { "program.py" }));
        Assert.That(Content("new"), Is.EquivalentTo(new[] { "program.py: new", "data/a number: 42" }));
        Assert.That(Content("old"), Is.EquivalentTo(new[] { "program.py: old", "data/a number: 42" }));
    }

    [Test]
    public async Task That_it_does_not_work_is_told_with_rsyncs_own_words()
    {
        var synced = await Session.SyncAsync(Here, ["nosuch"], Path.Combine(There, "new"), [], Soon());

        Assert.That(synced.Sent, Is.Null);
        Assert.That(synced.Trouble, Does.StartWith("rsync ended with exit code 23: "));
    }

    private IEnumerable<string> Content(string folder)
    {
        var root = Path.Combine(There, folder);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => $"{Path.GetRelativePath(root, file)}: {File.ReadAllText(file)}");
    }
}
