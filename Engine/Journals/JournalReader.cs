using System.Text.Json;
using E3.Engine.State;

namespace E3.Engine.Journals;

/// <summary>What a journal says. <paramref name="FoldedInto"/> is the hash of the checkpoint it became part of, or null.</summary>
internal sealed record JournalContent(string BaseHash, string? FoldedInto, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Reads a journal that a run left behind, however it ended.</summary>
internal static class JournalReader
{
    /// <summary>
    /// The entries that reached the disk; null when not even the first line did, so that nothing was done. A broken line at the end is
    /// a write that the crash cut off, which nobody had been told was done. A broken line before a whole one is damage.
    /// </summary>
    public static JournalContent? Read(byte[] bytes, string path, Func<string, string> decrypt)
    {
        var entries = new List<LedgerEntry>();
        string? baseHash = null;
        string? folded = null;
        var broken = 0;
        var number = 0;
        var rest = bytes.AsMemory();
        while (!rest.IsEmpty)
        {
            number++;
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (end < 0 || JournalFormat.Parse(line.Span) is not { } json)
            {
                broken = broken == 0 ? number : broken;
                continue;
            }
            if (broken > 0)
                throw Damaged(path, broken, "whole lines follow it");
            if (baseHash is null)
                baseHash = ReadHeader(json, path);
            else if (json.TryGetProperty("folded", out var hash))
                folded = hash.GetString();
            else if (json.TryGetProperty("entries", out var batch))
                entries.AddRange(batch.EnumerateArray().Select(entry => JournalFormat.ReadEntry(entry, decrypt)));
            else
                throw Damaged(path, number, "it is neither a batch nor a fold");
        }
        return baseHash is null ? null : new JournalContent(baseHash, folded, entries);
    }

    /// <summary>How many bytes from the start are whole lines.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (bytes[length..].IndexOf((byte)'\n') is var end and >= 0 && JournalFormat.Parse(bytes.Slice(length, end)) is not null)
            length += end + 1;
        return length;
    }

    private static string ReadHeader(JsonElement json, string path)
    {
        var version = JournalFormat.ReadVersion(json);
        return JournalFormat.IsKnown(version)
            ? json.GetProperty("base").GetString() ?? ""
            : throw new EngineException($"the journal {path} has version {version}, which this engine does not read: finish with the version that wrote it");
    }

    private static EngineException Damaged(string path, int line, string why) =>
        new($"the journal {path} is damaged at line {line}: {why}. The state without it is in the checkpoint beside it; moving the journal away loses what the last run did.");
}
