using System.Reflection;

namespace Pulumi.Automation.Tests.E3;

/// <summary>E3's own command as <c>bin/pulumi</c> of a folder, and a folder for state; gone when disposed of.</summary>
public sealed class E3Installation : IDisposable
{
    private static readonly string Command = typeof(E3Installation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "E3Command").Value!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("e3-automation-");

    public E3Installation()
    {
        Directory.CreateDirectory(Path.Combine(Root, "bin"));
        Directory.CreateDirectory(State);
        File.CreateSymbolicLink(Path.Combine(Root, "bin", "pulumi"), Command);
    }

    public string Root => Path.Combine(_folder.FullName, "e3");

    public string State => Path.Combine(_folder.FullName, "state");

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
