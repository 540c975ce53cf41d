using E3.Engine.Secrets;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Backends;

public sealed class FileBackendTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    /// <summary>https://github.com/pulumi/pulumi/issues/4679</summary>
    [Test]
    public async Task The_state_is_at_no_instant_away_while_it_is_written()
    {
        await _bench.UpAsync(program => program.ThingAsync("a"));
        var gone = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        var over = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(_bench.StatePath)!) { NotifyFilter = NotifyFilters.FileName };
        watcher.Deleted += (_, change) => gone.Enqueue(change.Name);
        watcher.Renamed += (_, change) => gone.Enqueue(change.OldName);
        watcher.Created += (_, change) =>
        {
            if (change.Name == "over") over.SetResult();
        };
        watcher.EnableRaisingEvents = true;
        using var before = File.OpenRead(_bench.StatePath);
        await _bench.UpAsync(program => program.ThingAsync("b"));
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(_bench.StatePath)!, "over"), "");
        await over.Task;
        Assert.That(gone, Is.Not.Empty.And.None.EqualTo(Path.GetFileName(_bench.StatePath)));
        Assert.That(new StreamReader(before).ReadToEnd(), Does.Contain(Urn("a")), "who reads it at that time reads all of the old one");
    }

    [Test]
    public async Task Lays_files_out_as_the_official_backend_does()
    {
        await _bench.UpAsync(program => program.ThingAsync("a"));
        var files = Directory.EnumerateFiles(_bench.Folder, "*", SearchOption.AllDirectories)
            .Select(path => System.Text.RegularExpressions.Regex.Replace(Path.GetRelativePath(_bench.Folder, path), "[0-9]{10,}", "N")).Order(StringComparer.Ordinal);
        Assert.That(files, Is.EqualTo(new[]
        {
            ".pulumi/backups/proj/dev/dev.N.json",
            ".pulumi/history/proj/dev/dev-N.checkpoint.json",
            ".pulumi/history/proj/dev/dev-N.history.json",
            ".pulumi/meta.yaml",
            ".pulumi/stacks/proj/dev.json",
            ".pulumi/stacks/proj/dev.json.bak",
        }));
        Assert.That(File.ReadAllText(Path.Combine(_bench.Folder, ".pulumi", "meta.yaml")), Is.EqualTo("version: 1\n"));
        Assert.That(_bench.Backend.List(), Is.EqualTo(new[] { _bench.Stack }));
        Assert.That(await _bench.Backend.ReadSaltAsync(_bench.Stack, default), Is.EqualTo(_bench.Secrets.State));
        Assert.That(_bench.Backend.Exists(new StackReference("proj", "other")), Is.False);
    }

    [Test]
    public async Task A_checkpoint_cut_in_half_is_named_with_the_place_and_the_backup()
    {
        await _bench.UpAsync(program => program.ThingAsync("a"));
        await _bench.UpAsync(program => program.ThingAsync("b"));
        var whole = await File.ReadAllBytesAsync(_bench.StatePath);
        await File.WriteAllBytesAsync(_bench.StatePath, whole[..(whole.Length / 2)]);
        var backup = Directory.GetFiles(Path.Combine(_bench.Folder, ".pulumi", "backups", "proj", "dev")).Order(StringComparer.Ordinal).Last();
        await Assert.ThatAsync(
            () => _bench.UpAsync(_ => Task.CompletedTask),
            Throws.TypeOf<EngineException>().With.Message.Contains(_bench.StatePath).And.Message.Contains($"byte {whole.Length / 2}").And.Message.Contains(backup));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1), "nothing was touched");
    }

    [Test]
    public async Task A_wrong_passphrase_is_refused_before_anything_happens()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", [("password", Secret("hush-hush"))]));
        var engine = new StackEngine(_bench.Backend, _bench.Cloud.Provider, PassphraseSecrets.Create("wrong"), TimeProvider.System);
        await Assert.ThatAsync(
            () => engine.RunAsync(_bench.Request(OperationKind.Destroy), _bench, default, default),
            Throws.TypeOf<EngineException>().With.Message.EqualTo("incorrect passphrase"));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
        Assert.That(Directory.GetFiles(Path.Combine(_bench.Folder, ".pulumi", "locks"), "*.json", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task The_same_passphrase_with_another_salt_reads_the_state()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", [("password", Secret("hush-hush"))]));
        var snapshot = await _bench.Backend.LoadAsync(_bench.Stack, PassphraseSecrets.Create(Passphrase), default);
        Assert.That(snapshot!.Resources.Single(state => state.Urn == Urn("a")).Inputs["password"], Is.EqualTo(Secret("hush-hush")));
    }

    [TestCase("../evil")]
    [TestCase("a/b")]
    [TestCase("..")]
    [TestCase("")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name) =>
        Assert.That(() => _bench.Backend.CheckpointPath(new StackReference(name, "dev")), Throws.TypeOf<EngineException>());
}
