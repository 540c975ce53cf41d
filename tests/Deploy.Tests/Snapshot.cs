using System.Runtime.CompilerServices;

namespace E3.Deploy.Tests;

/// <summary>
/// Compares what a person would read with the text kept under Snapshots. A difference is written beside it as <c>.received</c>; with
/// E3_UPDATE_SNAPSHOTS=1 it becomes the new text.
/// </summary>
internal static class Snapshot
{
    public static void Matches(string actual, string name, string extension = "txt", [CallerFilePath] string caller = "")
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (!Directory.Exists(Path.Combine(folder, "Snapshots")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var kept = Path.Combine(folder, "Snapshots", $"{name}.{extension}");
        var received = Path.Combine(folder, "Snapshots", $"{name}.received.{extension}");
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("E3_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(kept, actual);
        }

        File.Delete(received);
        if (!File.Exists(kept) || File.ReadAllText(kept) != actual)
        {
            File.WriteAllText(received, actual);
        }

        Assert.That(actual, Is.EqualTo(File.Exists(kept) ? File.ReadAllText(kept) : "(no snapshot yet)"), $"compare {received} with {kept}");
    }
}
