namespace E3.Remote.Tests;

[TestFixture, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class CopyTests : SessionFixture
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Test]
    public async Task A_file_arrives_with_its_mode_and_replaces_the_one_before()
    {
        var (from, to) = (NewPath(), NewPath());
        await File.WriteAllTextAsync(from, "one");
        File.SetUnixFileMode(from, Program);
        await Session.CopyAsync(from, $"{to}/deep/it's here", Soon());
        await File.WriteAllTextAsync(from, "two");
        await Session.CopyAsync(from, $"{to}/deep/it's here", Soon());
        Assert.That(await File.ReadAllTextAsync($"{to}/deep/it's here"), Is.EqualTo("two"));
        Assert.That(File.GetUnixFileMode($"{to}/deep/it's here"), Is.EqualTo(Program));
        Assert.That(Directory.GetFileSystemEntries($"{to}/deep"), Has.Length.EqualTo(1), "nothing temporary is left");
    }

    [Test]
    public async Task A_folder_becomes_the_destination_and_nothing_older_stays()
    {
        var (from, to) = (NewPath(), NewPath());
        Directory.CreateDirectory($"{from}/sub/empty");
        await File.WriteAllTextAsync($"{from}/a", "a");
        await File.WriteAllBytesAsync($"{from}/sub/big", new byte[3_000_000]);
        Directory.CreateDirectory(to);
        await File.WriteAllTextAsync($"{to}/old", "old");
        await Session.CopyAsync(from, to, Soon());
        Assert.That(Directory.GetFileSystemEntries(to, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(to, path)).Order(),
            Is.EqualTo(["a", "sub", "sub/big", "sub/empty"]));
        Assert.That(new FileInfo($"{to}/sub/big").Length, Is.EqualTo(3_000_000));
    }

    [Test]
    public async Task Merging_keeps_what_is_there()
    {
        var to = NewPath();
        Directory.CreateDirectory($"{to}/sub");
        await File.WriteAllTextAsync($"{to}/sub/old", "old");
        await Session.MergeAsync([RemoteFile.OfText("sub/new", "new"), RemoteFile.OfText("top", "top")], to, Soon());
        Assert.That(await File.ReadAllTextAsync($"{to}/sub/old"), Is.EqualTo("old"));
        Assert.That(await File.ReadAllTextAsync($"{to}/sub/new"), Is.EqualTo("new"));
        Assert.That(await File.ReadAllTextAsync($"{to}/top"), Is.EqualTo("top"));
    }

    [Test]
    public void A_source_that_is_not_there_is_named() =>
        Assert.That(async () => await Session.CopyAsync("/nowhere/x", NewPath(), Soon()), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("/nowhere/x"));

    [Test]
    public async Task A_destination_that_cannot_be_written_names_host_and_path()
    {
        var from = NewPath();
        await File.WriteAllTextAsync(from, "x");
        Assert.That(
            async () => await Session.CopyAsync(from, "/proc/e3/x", Soon()),
            Throws.InstanceOf<IOException>().With.Message.Contains("/proc/e3/x").And.Message.Contains("there (127.0.0.1"));
    }

    private string NewPath() => Path.Combine(Server.Folder, Guid.NewGuid().ToString("N"));
}
