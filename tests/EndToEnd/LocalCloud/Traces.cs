namespace E3.EndToEnd.LocalCloud;

/// <summary>Everything on this machine that is one cloud's: what must be nothing before and after.</summary>
public static class Traces
{
    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    public static async Task<IReadOnlyList<string>> OfAsync(CloudOfHosts cloud, string? network)
    {
        var root = cloud.Control.Root;
        List<string> found = [];
        if (Directory.Exists("/run/netns"))
            found.AddRange(Directory.EnumerateFiles("/run/netns", $"e3-{cloud.Port}-*"));
        found.AddRange((await File.ReadAllLinesAsync("/proc/self/mountinfo", Cancel))
            .Where(line => line.Contains(root, StringComparison.Ordinal) || line.Contains($"e3-{cloud.Port}-", StringComparison.Ordinal)));
        if (network is not null)
        {
            var start = network[..network.LastIndexOf('.')];
            found.AddRange(Lines(await CloudOfHosts.RunAsync("ip", "route", "show", "table", "all")).Where(line => line.Contains(start, StringComparison.Ordinal)));
            found.AddRange(Lines(await CloudOfHosts.RunAsync("ip", "-o", "addr")).Where(line => line.Contains(start, StringComparison.Ordinal)));
        }

        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsDigit(Path.GetFileName(path)[0])))
        {
            if (Read(process, "cmdline").Contains(root, StringComparison.Ordinal)
                || Read(process, "environ").Contains(root, StringComparison.Ordinal)
                || Read(process, "mountinfo").Contains($"upperdir={root}", StringComparison.Ordinal))
                found.Add($"{process}: {Read(process, "cmdline").Replace('\0', ' ')}");
        }

        if (Directory.Exists(root))
            found.Add(root);
        return found;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
