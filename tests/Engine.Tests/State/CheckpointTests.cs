using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Tests.State;

public sealed partial class CheckpointTests
{
    private static readonly PassphraseSecrets Secrets = PassphraseSecrets.Open("password", "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==");

    private static readonly StackReference Stack = new("proj", "dev");

    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);

    [Test]
    public void Is_written_as_Pulumi_writes_it()
    {
        var json = Encoding.UTF8.GetString(Checkpoint.Write(Stack, Sample(), Secrets, Time));
        json = Ciphertext().Replace(json, "\"ciphertext\":\"…\"");
        json = json.Replace("\"urn\":", "\n\"urn\":", StringComparison.Ordinal);
        Assert.That(json, Is.EqualTo("""
            {"version":3,"checkpoint":{"stack":"organization/proj/dev","latest":{"manifest":{"time":"2026-01-02T03:04:05.6Z","magic":"MAGIC","version":"VERSION"},"secrets_providers":{"type":"passphrase","state":{"salt":"v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ=="}},"resources":[{
            "urn":"urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev","custom":false,"type":"pulumi:pulumi:Stack","outputs":{"list":[1,2.5,true,null],"text":"<a&b>'ü'"}},{
            "urn":"urn:pulumi:dev::proj::pulumi:providers:memory::default","custom":true,"id":"11111111-2222-3333-4444-555555555555","type":"pulumi:providers:memory"},{
            "urn":"urn:pulumi:dev::proj::memory:index:Thing::a","custom":true,"id":"id-1","type":"memory:index:Thing","inputs":{"password":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"…"}},"outputs":{"file":{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"abc","path":"./a"}},"parent":"urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev","protect":true,"dependencies":["urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev"],"provider":"urn:pulumi:dev::proj::pulumi:providers:memory::default::11111111-2222-3333-4444-555555555555","propertyDependencies":{"password":[]},"additionalSecretOutputs":["x"],"customTimeouts":{"create":90},"created":"2026-01-02T03:04:05.6Z","modified":"2026-01-02T03:04:05.6Z","sourcePosition":"project:///Program.cs#1"}],"pending_operations":[{"resource":{
            "urn":"urn:pulumi:dev::proj::memory:index:Thing::b","custom":true,"type":"memory:index:Thing"},"type":"creating"}],"metadata":{}}}}
            """.Replace("MAGIC", Magic(json), StringComparison.Ordinal).Replace("VERSION", Version(json), StringComparison.Ordinal)));
    }

    [Test]
    public void What_was_written_is_read_again()
    {
        var bytes = Checkpoint.Write(Stack, Sample(), Secrets, Time);
        var again = Checkpoint.Write(Stack, Checkpoint.Read(JsonDocument.Parse(bytes).RootElement, "file", Secrets), Secrets, Time);
        Assert.That(Ciphertext().Replace(Encoding.UTF8.GetString(again), ""), Is.EqualTo(Ciphertext().Replace(Encoding.UTF8.GetString(bytes), "")));
    }

    /// <summary>Values, nested secrets among them, that the official engine writes.</summary>
    [TestCase("1e+21")]
    [TestCase("\"plain\"")]
    [TestCase("[{\"a\":[null,false]}]")]
    [TestCase("{\"4dabf18193072939515e22adb298388d\":\"5cf8f73096256a8f31e491e813e4eb8e\",\"urn\":\"urn:pulumi:a::b::c::d\",\"packageVersion\":\"\",\"id\":\"x\"}")]
    [TestCase("{\"4dabf18193072939515e22adb298388d\":\"8ad145fe-0d11-4827-bfd7-1abcbf086f5c\",\"value\":\"7ff0000000000000\"}")]
    [TestCase("{\"4dabf18193072939515e22adb298388d\":\"0def7320c3a5731c473e5ecbe6d01bc7\",\"assets\":{\"a\":{\"4dabf18193072939515e22adb298388d\":\"c44067f5952c0a294b673a41bacd8c17\",\"text\":\"t\"}}}")]
    public void Values_survive(string json)
    {
        var value = PropertyJsonReader.Read(JsonDocument.Parse(json).RootElement, text => text);
        foreach (var original in new[] { value, new PropertyValue.Secret(value), new PropertyValue.Secret(new PropertyValue.List([new PropertyValue.Secret(value)])) })
        {
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options))
                PropertyJsonWriter.Write(writer, original, Secrets.Encrypt);
            Assert.That(PropertyJsonReader.Read(JsonDocument.Parse(buffer.WrittenMemory).RootElement, Secrets.Decrypt), Is.EqualTo(original));
        }
    }

    [TestCase("""{"version":4,"features":["x"],"checkpoint":{}}""", "version 4")]
    [TestCase("""{"hello":1}""", "not a Pulumi checkpoint")]
    [TestCase("""{"version":3,"checkpoint":{"latest":{"secrets_providers":{"type":"cloud","state":{}}}}}""", "'cloud'")]
    public void What_is_not_ours_to_read_is_refused(string json, string why) =>
        Assert.That(() => Checkpoint.Read(JsonDocument.Parse(json).RootElement, "file", Secrets), Throws.TypeOf<EngineException>().With.Message.Contains(why));

    private static Snapshot Sample()
    {
        var stack = new ResourceState
        {
            Urn = Urns.RootStack("dev", "proj"),
            Type = Urns.StackType,
            Outputs = PropertyMap.Empty.With("text", new PropertyValue.Text("<a&b>'ü'")).With("list", new PropertyValue.List(
                [new PropertyValue.Number(1), new PropertyValue.Number(2.5), new PropertyValue.Bool(true), PropertyValue.Null.Value])),
        };
        var provider = new ResourceState
        {
            Urn = Urns.Create("dev", "proj", "", "pulumi:providers:memory", "default"),
            Type = "pulumi:providers:memory",
            Custom = true,
            Id = "11111111-2222-3333-4444-555555555555",
        };
        var thing = new ResourceState
        {
            Urn = Urns.Create("dev", "proj", stack.Urn, "memory:index:Thing", "a"),
            Type = "memory:index:Thing",
            Custom = true,
            Id = "id-1",
            Inputs = PropertyMap.Empty.With("password", new PropertyValue.Secret(new PropertyValue.Text("hush"))),
            Outputs = PropertyMap.Empty.With("file", new PropertyValue.Asset("./a", null, null, "abc")),
            Parent = stack.Urn,
            Protect = true,
            Dependencies = [stack.Urn],
            Provider = $"{provider.Urn}::{provider.Id}",
            PropertyDependencies = ResourceState.NoPropertyDependencies.Add("password", []),
            AdditionalSecretOutputs = ["x"],
            Timeouts = CustomTimeouts.None with { Create = TimeSpan.FromSeconds(90) },
            Created = Time,
            Modified = Time,
            Other = ResourceState.NoOther.Add("sourcePosition", JsonDocument.Parse("\"project:///Program.cs#1\"").RootElement),
        };
        var pending = new ResourceState { Urn = Urns.Create("dev", "proj", stack.Urn, "memory:index:Thing", "b"), Type = "memory:index:Thing", Custom = true };
        return new Snapshot([stack, provider, thing], [new PendingOperation(pending, PendingOperationType.Creating)]);
    }

    private static string Magic(string json) => Regex.Match(json, "\"magic\":\"([0-9a-f]{64})\"").Groups[1].Value;

    private static string Version(string json) => Regex.Match(json, "\"version\":\"(v[^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("\"ciphertext\":\"[^\"]*\"")]
    private static partial Regex Ciphertext();
}
