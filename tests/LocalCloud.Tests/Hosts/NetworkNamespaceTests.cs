using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Tests.Hosts;

public sealed class NetworkNamespaceTests
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("e3-netns-");

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    private HostFolder Folder => new(_root.FullName, 7);

    [OneTimeTearDown]
    public void Remove() => _root.Delete(recursive: true);

    [Test]
    public async Task A_host_keeps_the_name_of_its_first_start()
    {
        Assert.That(await NetworkNamespace.NameAsync(Folder, "e3-1000-7", Cancel), Is.EqualTo("e3-1000-7"));
        Assert.That(await NetworkNamespace.NameAsync(Folder, "e3-2000-7", Cancel), Is.EqualTo("e3-1000-7"), "on another port");
    }

    [Test]
    public async Task A_file_that_a_killed_server_had_just_opened_is_no_name()
    {
        Directory.CreateDirectory(Folder.Path);
        await File.WriteAllTextAsync(Folder.NamespaceName, "", Cancel);
        Assert.That(await NetworkNamespace.NameAsync(Folder, "e3-1000-7", Cancel), Is.EqualTo("e3-1000-7"));
        Assert.That(await File.ReadAllTextAsync(Folder.NamespaceName, Cancel), Is.EqualTo("e3-1000-7"));
    }
}
