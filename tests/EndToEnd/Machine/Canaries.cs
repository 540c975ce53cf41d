using System.Text;

namespace E3.EndToEnd.Machine;

/// <summary>Secrets that can be recognised, and the search for them where they must not be.</summary>
internal sealed class Canaries
{
    private readonly Dictionary<string, string> _secrets = [];

    /// <summary>Its name in a failed assertion.</summary>
    public string this[string name]
    {
        get => _secrets[name];
        set => _secrets[name] = value;
    }

    public void AssertAbsent(string where, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var (name, secret) in _secrets)
                Assert.That(text.Contains(secret, StringComparison.Ordinal), Is.False, $"the {name} is in {where}");
        }
    }

    /// <summary>Looks into every file of a folder but those that a secret's owner put there.</summary>
    public async Task AssertAbsentInAsync(string folder, CancellationToken cancel, params string[] owners)
    {
        // Regular files only: there are also sockets, and what overlayfs puts in the place of a deleted file.
        foreach (var file in (await Shell.RunAsync($"find '{folder}' -type f ! -name lock", cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => !owners.Any(owner => file.StartsWith(Path.Combine(folder, owner), StringComparison.Ordinal))))
            AssertAbsent(file, [Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, cancel))]);
    }
}
