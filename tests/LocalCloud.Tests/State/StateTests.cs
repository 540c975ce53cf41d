using System.Collections.Immutable;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Tests.State;

public sealed class StateTests
{
    private string _folder = "";

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    private StateFile StateFile => new(Path.Combine(_folder, "state.json"));

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("e3-state-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_is_saved_is_loaded()
    {
        await StateFile.SaveAsync(Full(), Cancel);
        var first = await File.ReadAllTextAsync(StateFile.Path, Cancel);
        await StateFile.SaveAsync(await StateFile.LoadAsync(Cancel), Cancel);
        Assert.That(await File.ReadAllTextAsync(StateFile.Path, Cancel), Is.EqualTo(first));
        Assert.That(first, Does.Contain("\"h-1\"").And.Contain("203.0.113.0/24").And.Contain("tag:x"));
        Assert.That(File.GetUnixFileMode(StateFile.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task A_file_cut_anywhere_is_named_and_left_as_it_is([Range(0, 90, 10)] int percent)
    {
        await StateFile.SaveAsync(Full(), Cancel);
        var whole = await File.ReadAllBytesAsync(StateFile.Path, Cancel);
        await File.WriteAllBytesAsync(StateFile.Path, whole[..(whole.Length * percent / 100)], Cancel);
        Assert.That(
            async () => await StateFile.LoadAsync(Cancel),
            Throws.TypeOf<CloudException>().With.Message.Contains(StateFile.Path).And.Message.Contains("damaged"));
        Assert.That(new FileInfo(StateFile.Path).Length, Is.EqualTo(whole.Length * percent / 100));
    }

    [Test]
    public async Task What_cannot_be_written_is_undone_and_told()
    {
        using var store = await StateStore.OpenAsync(StateFile, Cancel);
        await store.UpdateAsync(state => state.WithTags(["before"]), Cancel);
        var inTheWay = Directory.CreateDirectory(StateFile.Path + ".new");

        var both = Task.WhenAll(store.UpdateAsync(state => state.WithTags(["one"]), Cancel), store.UpdateAsync(state => state.WithTags(["other"]), Cancel));
        await Assert.ThatAsync(() => both, Throws.TypeOf<CloudException>().With.Message.Contains(StateFile.Path).And.Message.Contains("make room"));
        Assert.That((store.Current.HasTag("before"), store.Current.HasTag("one"), store.Current.HasTag("other")), Is.EqualTo((true, false, false)));
        await store.NoteAsync(state => state.WithTags(["fact"]), Cancel);
        Assert.That(store.Current.HasTag("fact"), "what has happened has happened");

        inTheWay.Delete();
        await store.UpdateAsync(state => state.WithTags(["after"]), Cancel);
        var loaded = await StateFile.LoadAsync(Cancel);
        Assert.That(new[] { "before", "one", "other", "fact", "after" }.Where(loaded.HasTag), Is.EqualTo(new[] { "before", "fact", "after" }));
    }

    [Test]
    public async Task A_change_in_one_bucket_writes_that_bucket_only()
    {
        var file = StateFile;
        var state = await file.LoadAsync(Cancel);
        state = state.With(Bucket("a")).With(Bucket("b"));
        await file.SaveAsync(state, Cancel);
        var (all, a) = (StateFile.Path, Path.Combine(_folder, "buckets", "a.json"));
        foreach (var untouched in new[] { all, a })
            File.Delete(untouched);
        state = state.With(state.Buckets["b"] with { PublicRead = true });
        await file.SaveAsync(state, Cancel);
        Assert.That((File.Exists(all), File.Exists(a)), Is.EqualTo((false, false)));
        // Another server knows nothing of what this one wrote.
        await StateFile.SaveAsync(state with { Buckets = state.Buckets.Add("c", Bucket("c")).Remove("a") }, Cancel);
        var loaded = await StateFile.LoadAsync(Cancel);
        Assert.That(loaded.Buckets.Keys, Is.EqualTo(new[] { "b", "c" }));
        Assert.That(loaded.Buckets["b"].PublicRead, Is.True);
        Assert.That(await File.ReadAllTextAsync(all, Cancel), Does.Contain("\"buckets\": {}"));

        static Bucket Bucket(string name) => new() { Name = name, CreatedAt = DateTimeOffset.UnixEpoch };
    }

    [Test]
    public async Task Buckets_in_the_one_file_of_an_older_server_are_taken_apart()
    {
        const string old = """{"version":1,"nextId":9,"accountId":"00000000-0000-0000-0000-000000000000","buckets":{"a":{"name":"a","createdAt":"2026-01-02T03:04:05Z"}}}""";
        await File.WriteAllTextAsync(StateFile.Path, old, Cancel);
        var file = StateFile;
        var state = await file.LoadAsync(Cancel);
        Assert.That(state.Buckets.Keys, Is.EqualTo(new[] { "a" }));
        await file.SaveAsync(state.WithTags(["t"]), Cancel);
        Assert.That((await StateFile.LoadAsync(Cancel)).Buckets.Keys, Is.EqualTo(new[] { "a" }));
        Assert.That(File.Exists(Path.Combine(_folder, "buckets", "a.json")), Is.True);
    }

    [Test]
    public async Task A_newer_version_is_refused()
    {
        await StateFile.SaveAsync(Full() with { Version = 99 }, Cancel);
        Assert.That(async () => await StateFile.LoadAsync(Cancel), Throws.TypeOf<CloudException>().With.Message.Contains("version 99"));
    }

    [Test]
    public async Task Changes_made_side_by_side_are_all_kept()
    {
        using var store = await StateStore.OpenAsync(StateFile, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(
            () => store.UpdateAsync(state => state.WithTags([$"t{number}"]), Cancel), Cancel)));
        var loaded = await StateFile.LoadAsync(Cancel);
        Assert.That(loaded.Tags, Is.EquivalentTo(Enumerable.Range(0, 200).Select(number => $"t{number}")));
    }

    [Test]
    public async Task A_change_that_refuses_changes_nothing()
    {
        using var store = await StateStore.OpenAsync(StateFile, Cancel);
        Assert.That(
            async () => await store.UpdateAsync<int>(_ => throw new InvalidOperationException("no"), Cancel),
            Throws.InvalidOperationException);
        Assert.That(store.Current.IsEmpty, Is.True);
        Assert.That(File.Exists(StateFile.Path), Is.False);
    }

    private static CloudState Full()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var droplet = new Droplet
        {
            Id = 7,
            Name = "h-1",
            Hostname = "h-1",
            Region = "ams3",
            Size = "s-1vcpu-1gb",
            Image = 1,
            Disk = 25,
            Place = 2,
            Tags = ["a"],
            AuthorizedKeys = ["ssh-ed25519 AAAA"],
            CreatedAt = now,
            Status = DropletStatus.Active,
        };
        var rule = new FirewallRule("tcp", "22", new FirewallPeers { Addresses = ["203.0.113.0/24"], DropletIds = [7], Tags = ["a"] });
        return new CloudState { NextId = 9, AccountId = Guid.Empty, Block = 3, Profile = "lan" }
            .With(droplet)
            .With(new CloudAction { Id = 8, Type = "create", DropletId = 7, Region = "ams3", StartedAt = now })
            .With(new Firewall { Id = Guid.Empty, Name = "f", CreatedAt = now, Inbound = [rule], Outbound = [rule], Tags = ["a"] })
            .WithTags(["a"]) with
        {
            Keys = ImmutableSortedDictionary<long, AccountKey>.Empty.Add(5, new AccountKey(5, "k", "ssh-ed25519 AAAA", "aa:bb")),
            TailnetKeys = ImmutableSortedDictionary<string, TailnetKey>.Empty.Add(
                "k", new TailnetKey { Id = "k", Tailnet = "-", SecretHash = "00", Tags = ["tag:x"], Created = now, Expires = now }),
        };
    }
}
