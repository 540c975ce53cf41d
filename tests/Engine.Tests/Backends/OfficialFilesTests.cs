using System.IO.Compression;
using System.Text;
using System.Text.Json;
using E3.Engine.Backends;
using E3.Engine.Secrets;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Backends;

/// <summary>Files as the official command lays them down (pkg/backend/diy, sdk/go/common/apitype), written by hand.</summary>
public sealed class OfficialFilesTests
{
    private const string Salt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

    private static readonly PassphraseSecrets Secrets = PassphraseSecrets.Open("password", Salt);

    private Workbench _bench = null!;

    private FileBackend Backend => _bench.Backend;

    private StackReference Stack => _bench.Stack;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task A_checkpoint_is_read_whole_and_what_is_not_ours_is_written_again()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());

        var snapshot = (await Backend.LoadAsync(Stack, Secrets, default))!;
        var thing = snapshot.Resources[2];
        Assert.That(thing.Inputs["password"], Is.EqualTo(Secret("hush")));
        Assert.That(thing.Created, Is.EqualTo(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)).AddTicks(9012)));
        Assert.That(thing.PropertyDependencies["password"], Is.Empty);
        var summary = await Backend.SummarizeAsync(Stack, default);
        Assert.That((summary.ResourceCount, summary.Version, summary.LastUpdate!.Value.Year), Is.EqualTo((3, "v3.259.0", 2026)));

        await Backend.EditAsync(Stack, Secrets, state => StateEdits.Protect(state, [thing.Urn], protect: true), default);
        var written = JsonDocument.Parse(await File.ReadAllTextAsync(_bench.StatePath)).RootElement.GetProperty("checkpoint").GetProperty("latest");
        var resource = written.GetProperty("resources")[2];
        Assert.That(resource.GetProperty("protect").GetBoolean(), Is.True);
        foreach (var (name, value) in new[] { ("stackTrace", """[{"sourcePosition":"project:///Program.cs#1"}]"""), ("viewOf", "\"urn:pulumi:dev::proj::m:index:T::v\""), ("snippetID", "\"x\"") })
            Assert.That(resource.GetProperty(name).GetRawText(), Is.EqualTo(value), name);
        Assert.That(written.GetProperty("snippets").GetArrayLength(), Is.EqualTo(1));
        Assert.That(File.ReadAllText(_bench.StatePath + ".bak"), Is.EqualTo(Checkpoint()));
        Assert.That(Locks(), Is.Empty);
    }

    [Test]
    public async Task A_compressed_checkpoint_is_read_and_becomes_a_plain_one_with_the_next_change()
    {
        Write("meta.yaml", "version: 1\n");
        var path = Path.Combine(_bench.Folder, ".pulumi", "stacks", "proj", "dev.json.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Checkpoint()));

        Assert.That(Backend.List(), Is.EqualTo(new[] { Stack }));
        Assert.That((await Backend.LoadAsync(Stack, Secrets, default))!.Resources, Has.Length.EqualTo(3));
        await Backend.EditAsync(Stack, Secrets, state => StateEdits.Protect(state, null, protect: true), default);

        Assert.That(File.Exists(path), Is.False);
        Assert.That(File.Exists(path + ".bak"), Is.True);
        Assert.That(Directory.GetFiles(Path.Combine(_bench.Folder, ".pulumi", "backups", "proj", "dev")), Has.One.EndsWith(".json.gz"));
        Assert.That((await Backend.LoadAsync(Stack, Secrets, default))!.Resources.All(resource => resource.Protect), Is.True);
    }

    [Test]
    public async Task What_this_engine_cannot_read_is_named_with_the_way_out()
    {
        Write("stacks/proj/dev.json.zst", "\u0028");
        await File.WriteAllBytesAsync(Path.Combine(_bench.Folder, ".pulumi", "stacks", "proj", "dev.json.zst"), [0x28, 0xb5, 0x2f, 0xfd, 0]);
        await Assert.ThatAsync(() => Backend.LoadAsync(Stack, Secrets, default), Throws.TypeOf<EngineException>().With.Message.Contains("zstd"));
    }

    [TestCase("meta.yaml", "version: 0\n", "pulumi state upgrade")]
    [TestCase("stacks/dev.json", "{}", "pulumi state upgrade")]
    [TestCase("meta.yaml", "version: 2\n", "layout version 2")]
    [TestCase("meta.yaml", "", "is damaged")]
    public void A_layout_of_another_time_is_refused(string file, string content, string why)
    {
        Write(file, content);
        foreach (var use in new Action[] { () => Backend.List(), () => Backend.Exists(Stack), () => Backend.LockAsync(Stack, default) })
            Assert.That(use, Throws.TypeOf<EngineException>().With.Message.Contains(why));
    }

    [Test]
    public async Task History_is_read_the_latest_first_and_counted()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        const string First = """{"kind":"update","startTime":1767319445,"message":"one","environment":{"exec.kind":"cli"},"config":{"proj:a":"1","proj:s":{"secure":"v1:x:y"},"proj:o":{"b":[1]}},"version":0,"result":"succeeded","endTime":1767319450,"resourceChanges":{"create":2,"same":1}}""";
        Write("history/proj/dev/dev-1767319445000000000.history.json", First);
        Write("history/proj/dev/dev-1767319445000000000.checkpoint.json", Checkpoint().Replace("\"id\":\"id-1\"", "\"id\":\"before\"", StringComparison.Ordinal));
        Write("history/proj/dev/dev-1767319999000000000.history.json", First.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));

        var history = await Backend.HistoryAsync(Stack, default);
        Assert.That(history.Select(update => (update.Version, update.Message)), Is.EqualTo(new[] { (2, "two"), (1, "one") }));
        Assert.That((history[1].Changes["create"], history[1].End - history[1].Start), Is.EqualTo((2, TimeSpan.FromSeconds(5))));
        Assert.That(history[1].Config.Keys, Is.EqualTo(new[] { "proj:a", "proj:o", "proj:s" }));

        var earlier = JsonDocument.Parse(await Backend.ExportAsync(Stack, 1, null, showSecrets: false, default)).RootElement;
        Assert.That(earlier.GetProperty("deployment").GetProperty("resources")[2].GetProperty("id").GetString(), Is.EqualTo("before"));
        await Assert.ThatAsync(() => Backend.ExportAsync(Stack, 3, null, showSecrets: false, default), Throws.TypeOf<EngineException>().With.Message.Contains("there are 1 to 2"));
    }

    [Test]
    public async Task An_export_without_secrets_keeps_every_ciphertext_and_imports_again()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        var export = await Backend.ExportAsync(Stack, null, null, showSecrets: false, default);
        var ciphertext = JsonDocument.Parse(Checkpoint()).RootElement.GetProperty("checkpoint").GetProperty("latest").GetProperty("resources")[2]
            .GetProperty("inputs").GetProperty("password").GetProperty("ciphertext").GetString();
        Assert.That(Encoding.UTF8.GetString(export), Does.Contain($"\"ciphertext\": \"{ciphertext}\"").And.Contain("\"version\": \"v3.259.0\""));

        var shown = await Backend.ExportAsync(Stack, null, Secrets, showSecrets: true, default);
        Assert.That(Encoding.UTF8.GetString(shown), Does.Contain("\"plaintext\": \"\\\"hush\\\"\"").And.Not.Contain(ciphertext));
        await Backend.ImportAsync(Stack, JsonDocument.Parse(shown).RootElement, "file", Secrets, force: false, default);
        Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Does.Not.Contain("hush").And.Not.Contain("plaintext"));
        Assert.That((await Backend.LoadAsync(Stack, Secrets, default))!.Resources[2].Inputs["password"], Is.EqualTo(Secret("hush")));
    }

    [Test]
    public async Task An_import_that_is_not_sound_or_another_stacks_is_refused_unless_forced()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        var export = Encoding.UTF8.GetString(await Backend.ExportAsync(Stack, null, null, showSecrets: false, default));
        var bad = JsonDocument.Parse(export.Replace("urn:pulumi:dev::", "urn:pulumi:other::", StringComparison.Ordinal)
            .Replace("\"parent\": \"urn:pulumi:other::proj::pulumi:pulumi:Stack::proj-dev\"", "\"parent\": \"urn:pulumi:other::proj::a:b:C::gone\"", StringComparison.Ordinal)).RootElement;
        var before = await File.ReadAllTextAsync(_bench.StatePath);

        await Assert.ThatAsync(() => Backend.ImportAsync(Stack, bad, "file", Secrets, force: false, default), Throws.TypeOf<EngineException>()
            .With.Message.Contains("is from a different stack (other != dev)").And.Message.Contains("state file contains errors: ").And.Message.Contains("rerun with --force"));
        Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Is.EqualTo(before));
        Assert.That(await Backend.ImportAsync(Stack, bad, "file", Secrets, force: true, default), Has.Count.EqualTo(4));
        await Assert.ThatAsync(() => Backend.LoadAsync(Stack, Secrets, default), Throws.TypeOf<EngineException>().With.Message.Contains("`state repair`"));
        Assert.That(Locks(), Is.Empty);
    }

    [Test]
    public async Task A_stack_is_renamed_with_its_urns_references_history_and_tags_and_without_its_passphrase()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        Write("history/proj/dev/dev-1767319445000000000.history.json", "{}");
        await Backend.SetTagsAsync(Stack, new Dictionary<string, string> { ["owner"] = "alice" }, default);
        Assert.That(Read("stacks/proj/dev.pulumi-tags"), Is.EqualTo("""{"version":1,"tags":{"owner":"alice"}}"""));
        var to = new StackReference("other", "prod");

        await Backend.RenameAsync(Stack, to, default);

        Assert.That(Backend.List(), Is.EqualTo(new[] { to }));
        var text = Read("stacks/other/prod.json");
        Assert.That(text, Does.StartWith("{\"version\":3,\"checkpoint\":{\"stack\":\"organization/other/prod\"").And.Contain("urn:pulumi:prod::other::pulumi:pulumi:Stack::other-prod")
            .And.Not.Contain("urn:pulumi:dev::"));
        Assert.That((await Backend.LoadAsync(to, Secrets, default))!.Resources[2].Inputs["password"], Is.EqualTo(Secret("hush")));
        Assert.That((await Backend.HistoryAsync(to, default)).Count, Is.EqualTo(1));
        Assert.That((await Backend.TagsAsync(to, default))["owner"], Is.EqualTo("alice"));
        Assert.That(File.Exists(Path.Combine(_bench.Folder, ".pulumi", "stacks", "proj", "dev.json.bak")), Is.True);
        await Backend.CreateAsync(Stack, default);
        await Assert.ThatAsync(() => Backend.RenameAsync(Stack, to, default), Throws.TypeOf<StackExistsException>().With.Message.EqualTo("a stack named organization/other/prod already exists"));
    }

    [Test]
    public async Task A_stack_with_resources_is_removed_only_by_force_and_leaves_a_backup()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        Write("history/proj/dev/dev-1767319445000000000.history.json", "{}");

        Assert.That(await Backend.RemoveAsync(Stack, force: false, backups: false, default), Is.False);
        Assert.That(Backend.Exists(Stack), Is.True);
        Assert.That(await Backend.RemoveAsync(Stack, force: true, backups: false, default), Is.True);
        Assert.That(Backend.List(), Is.Empty);
        Assert.That(Read("stacks/proj/dev.json.bak"), Is.EqualTo(Checkpoint()));
        Assert.That(await Backend.HistoryAsync(Stack, default), Is.Empty);
        Assert.That(Locks(), Is.Empty);
    }

    [Test]
    public async Task A_lock_of_another_machine_is_broken_on_request_only()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        Write("locks/organization/proj/dev/0d9ad2b8-7c35-4d4a-a36c-2f5a9f4b2f10.json", """{"pid":7,"username":"bob","hostname":"elsewhere","timestamp":"2026-01-02T03:04:05.678901234+01:00"}""");

        await Assert.ThatAsync(() => Backend.EditAsync(Stack, Secrets, state => state with { }, default), Throws.TypeOf<StackLockedException>().With.Message
            .StartsWith("the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with").And.Message.Contains("created by bob@elsewhere (pid 7) at 2026-01-02T03:04:05"));
        Assert.That(Backend.BreakLocks(Stack), Is.EqualTo(1));
        await Backend.EditAsync(Stack, Secrets, state => state with { }, default);
    }

    [Test]
    public async Task A_journal_under_the_checkpoints_salt_is_read_when_the_settings_have_another()
    {
        Write("meta.yaml", "version: 1\n");
        Write("stacks/proj/dev.json", Checkpoint());
        var settings = PassphraseSecrets.Create("password");
        await using (var session = await StackSession.OpenAsync(Backend, Stack, settings, TimeProvider.System, create: false, default))
        {
            var journal = await session.BeginAsync(session.Snapshot, default);
            await journal.AppendDurably(new LedgerEntry { Begin = (1, new PendingOperation(session.Snapshot.Resources[2], PendingOperationType.Updating)) });
        }

        var snapshot = (await Backend.LoadAsync(Stack, settings, default))!;
        Assert.That(snapshot.PendingOperations.Single().Resource.Inputs["password"], Is.EqualTo(Secret("hush")));
    }

    private static string? _checkpoint;

    private static string Checkpoint() => _checkpoint ??= """
        {"version":3,"checkpoint":{"stack":"organization/proj/dev","latest":{"manifest":{"time":"2026-01-02T03:04:05.678901234+01:00","magic":"0","version":"v3.259.0","plugins":[{"name":"m","path":"/p","type":"resource","version":"1.0.0"}]},"secrets_providers":{"type":"passphrase","state":{"salt":"SALT"}},"resources":[
        {"urn":"urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev","custom":false,"type":"pulumi:pulumi:Stack","outputs":{"ref":{"4dabf18193072939515e22adb298388d":"5cf8f73096256a8f31e491e813e4eb8e","urn":"urn:pulumi:dev::proj::m:index:T::a","packageVersion":"","id":"id-1"}}},
        {"urn":"urn:pulumi:dev::proj::pulumi:providers:m::default_1_0_0","custom":true,"id":"8c2e7d0a-0000-4000-8000-000000000000","type":"pulumi:providers:m","inputs":{"version":"1.0.0"}},
        {"urn":"urn:pulumi:dev::proj::m:index:T::a","custom":true,"id":"id-1","type":"m:index:T","inputs":{"password":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"CIPHER"}},"parent":"urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev","dependencies":["urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev"],"provider":"urn:pulumi:dev::proj::pulumi:providers:m::default_1_0_0::8c2e7d0a-0000-4000-8000-000000000000","propertyDependencies":{"password":null},"aliases":["urn:pulumi:dev::proj::m:index:T::before"],"created":"2026-01-02T03:04:05.678901234+01:00","modified":"2026-01-02T03:04:05Z","sourcePosition":"project:///Program.cs#1","stackTrace":[{"sourcePosition":"project:///Program.cs#1"}],"viewOf":"urn:pulumi:dev::proj::m:index:T::v","snippetID":"x"}],"metadata":{},"snippets":[{"uuid":"u","name":"n","type":"t","code":"c","descriptor":{"name":"m"}}]}}}
        """.ReplaceLineEndings("").Replace("SALT", Salt, StringComparison.Ordinal).Replace("CIPHER", Secrets.Encrypt("\"hush\""), StringComparison.Ordinal);

    private void Write(string name, string content)
    {
        var path = Path.Combine(_bench.Folder, ".pulumi", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_bench.Folder, ".pulumi", name));

    private string[] Locks() => Directory.Exists(Path.Combine(_bench.Folder, ".pulumi", "locks"))
        ? Directory.GetFiles(Path.Combine(_bench.Folder, ".pulumi", "locks"), "*.json", SearchOption.AllDirectories)
        : [];
}
