using System.Text.RegularExpressions;

namespace E3.Nix.Tests;

public partial class CheckTests
{
    [Test]
    public async Task The_check_of_WireGuard_gives_its_hosts_every_script_that_another_one_reads()
    {
        var check = Path.Combine(Nix.Root, "nix", "checks", "wireguard.nix");
        var scripts = Folder().Matches(await File.ReadAllTextAsync(check))
            .SelectMany(folder => Directory.EnumerateFiles(Path.GetFullPath(folder.Value, Path.GetDirectoryName(check)!)))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

        var read = scripts.Values.SelectMany(script => Sourced().Matches(script)).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.That(read, Is.Not.Empty);
        Assert.That(read, Is.SubsetOf(scripts.Keys));
    }

    [GeneratedRegex(@"(?<=\s)\.\./[^\s;]*/Scripts(?=;)")]
    private static partial Regex Folder();

    // What a script reads that lies beside it.
    [GeneratedRegex("""^\. "\$\{0%/\*\}/([^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Sourced();
}
