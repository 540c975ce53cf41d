using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using E3.Engine.State;

namespace E3.Engine.Journals;

/// <summary>
/// A journal's lines: a checksum, a blank, JSON. The first names the checkpoint it continues, by the SHA-256 of that file; each further
/// line is one batch of entries that reached the disk together, or the hash of the checkpoint that the journal was folded into.
/// </summary>
internal static class JournalFormat
{
    private const int Version = 1;
    private const int ChecksumDigits = 16;

    public static byte[] Header(string baseHash) => Line(json =>
    {
        json.WriteNumber("journal", Version);
        json.WriteString("base", baseHash);
    });

    public static byte[] Folded(string hash) => Line(json => json.WriteString("folded", hash));

    public static byte[] Batch(IReadOnlyList<LedgerEntry> entries, Func<string, string> encrypt) => Line(json =>
    {
        json.WriteStartArray("entries");
        foreach (var entry in entries)
            Write(json, entry, encrypt);
        json.WriteEndArray();
    });

    /// <summary>The JSON of a line without its newline, or null when the line is not whole.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ChecksumDigits || line[ChecksumDigits] != ' ')
            return null;
        var content = line[(ChecksumDigits + 1)..];
        if (!line[..ChecksumDigits].SequenceEqual(Checksum(content)))
            return null;
        using var document = JsonDocument.Parse(content.ToArray());
        return document.RootElement.Clone();
    }

    public static int ReadVersion(JsonElement header) => header.TryGetProperty("journal", out var version) ? version.GetInt32() : 0;

    public static bool IsKnown(int version) => version == Version;

    public static LedgerEntry ReadEntry(JsonElement json, Func<string, string> decrypt)
    {
        (int, ResourceState) Record(JsonElement record) =>
            (record.GetProperty("record").GetInt32(), ResourceJson.Read(record.GetProperty("state"), decrypt));

        return new LedgerEntry
        {
            Begin = json.TryGetProperty("begin", out var begin)
                ? (begin.GetProperty("number").GetInt32(), new PendingOperation(
                    ResourceJson.Read(begin.GetProperty("state"), decrypt), OperationTypes.Parse(begin.GetProperty("type").GetString())))
                : null,
            End = json.TryGetProperty("end", out var end) ? end.GetInt32() : null,
            Put = json.TryGetProperty("put", out var put) ? Record(put) : null,
            Keep = json.TryGetProperty("keep", out var keep)
                ? (keep.GetProperty("record").GetInt32(), keep.TryGetProperty("state", out var state) ? ResourceJson.Read(state, decrypt) : null)
                : null,
            Set = json.TryGetProperty("set", out var set) ? [.. set.EnumerateArray().Select(Record)] : [],
            Drop = json.TryGetProperty("drop", out var drop) ? [.. drop.EnumerateArray().Select(record => record.GetInt32())] : [],
        };
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry, Func<string, string> encrypt)
    {
        void Record(int record, ResourceState? state)
        {
            json.WriteStartObject();
            json.WriteNumber("record", record);
            if (state is not null)
            {
                json.WritePropertyName("state");
                ResourceJson.Write(json, state, encrypt);
            }
            json.WriteEndObject();
        }

        json.WriteStartObject();
        if (entry.Begin is { } begin)
        {
            json.WriteStartObject("begin");
            json.WriteNumber("number", begin.Number);
            json.WriteString("type", OperationTypes.Name(begin.Operation.Type));
            json.WritePropertyName("state");
            ResourceJson.Write(json, begin.Operation.Resource, encrypt);
            json.WriteEndObject();
        }
        if (entry.End is { } end)
            json.WriteNumber("end", end);
        if (entry.Put is { } put)
        {
            json.WritePropertyName("put");
            Record(put.Record, put.State);
        }
        if (entry.Keep is { } keep)
        {
            json.WritePropertyName("keep");
            Record(keep.Record, keep.State);
        }
        if (entry.Set.Count > 0)
        {
            json.WriteStartArray("set");
            foreach (var (record, state) in entry.Set)
                Record(record, state);
            json.WriteEndArray();
        }
        if (entry.Drop.Count > 0)
        {
            json.WriteStartArray("drop");
            foreach (var record in entry.Drop)
                json.WriteNumberValue(record);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return [.. Checksum(buffer.WrittenSpan), (byte)' ', .. buffer.WrittenSpan, (byte)'\n'];
    }

    private static byte[] Checksum(ReadOnlySpan<byte> content) =>
        System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, ChecksumDigits / 2)));
}
