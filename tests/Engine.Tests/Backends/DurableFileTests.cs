using E3.Engine.Backends;

namespace E3.Engine.Tests.Backends;

public sealed class DurableFileTests
{
    [Test]
    public async Task What_cannot_be_put_in_place_leaves_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("e3-durable-");
        try
        {
            var path = Path.Combine(folder.FullName, "checkpoint.json");
            Directory.CreateDirectory(path);
            await Assert.ThatAsync(() => DurableFile.WriteAsync(path, "{}"u8.ToArray(), default), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
            Assert.That(folder.EnumerateFileSystemInfos().Select(entry => entry.Name), Is.EqualTo(new[] { "checkpoint.json" }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
