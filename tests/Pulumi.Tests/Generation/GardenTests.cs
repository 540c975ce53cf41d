using System.Runtime.CompilerServices;
using Pulumi.Generator;
using Pulumi.Generator.Schema;

namespace Pulumi.Tests.Generation;

/// <summary>
/// What the generator writes from a schema of our own that has everything it knows. Its files are part of this project: they
/// compile, and <see cref="GardenProgramTests"/> uses them.
/// </summary>
public sealed class GardenTests
{
    private static readonly string Folder = FolderOf();

    private static string FolderOf([CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, "Garden");

    [Test]
    public async Task Everything_the_generator_knows_is_written_as_before()
    {
        var files = Generator.Generation.Of(
            PackageSchema.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "schema.json")), "schema.json"),
            Selection.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "generate.json")), "generate.json"));
        var folder = new PackageFolder(Folder);
        if (Environment.GetEnvironmentVariable("E3_UPDATE_SNAPSHOTS") == "1")
        {
            await folder.WriteAsync(files, CancellationToken.None);
        }

        foreach (var name in folder.Differences(files))
        {
            var kept = Path.Combine(Folder, name);
            Assert.That(
                files.GetValueOrDefault(name, "(no such file)"),
                Is.EqualTo(File.Exists(kept) ? await File.ReadAllTextAsync(kept) : "(not kept yet)"),
                name);
        }
    }

    [Test]
    public async Task No_sentence_of_the_schema_is_repeated()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories))
        {
            Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain("Not this sentence"), file);
        }
    }
}
