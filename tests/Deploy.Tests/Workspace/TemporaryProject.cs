using E3.Engine.Workspace;

namespace E3.Deploy.Tests.Workspace;

/// <summary>A folder with project files, gone when disposed.</summary>
internal sealed class TemporaryProject : IDisposable
{
    public const string Minimal = "name: demo\nruntime: dotnet\nmain: Infra\nbackend:\n  url: file://./.e3/state\n";

    public TemporaryProject(string project = Minimal, string? local = null)
    {
        Folder = Directory.CreateTempSubdirectory("e3-deploy-").FullName;
        Write("Pulumi.yaml", project);
        if (local is not null)
        {
            Write("Pulumi.local.yaml", local);
        }
    }

    public string Folder { get; }

    public Project Project => Project.Find(Folder);

    public StackSettings Settings(string stack = "local") => StackSettings.Load(Project, stack);

    public string Write(string name, string content)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
