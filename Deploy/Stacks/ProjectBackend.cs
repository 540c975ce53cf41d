using E3.Deploy.Surroundings;
using E3.Engine.Backends;
using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>A project and where its stacks' states are kept.</summary>
internal sealed class ProjectBackend
{
    private readonly Host _host;

    private ProjectBackend(Host host, Project project)
    {
        _host = host;
        Project = project;
        var home = new PulumiHome(host.Environment);
        var (overriding, loggedIn) = (host.Environment("PULUMI_BACKEND_URL"), home.CurrentBackend());
        Url = project.StateUrl(overriding, loggedIn);
        Backend = new FileBackend(project.StateFolder(overriding, loggedIn), host.Clock) { ChecksIntegrity = host.ChecksIntegrity };
        Selected = new SelectedStack(home, project, Url);
    }

    public Project Project { get; }

    /// <summary>The backend's URL as it is written.</summary>
    public string Url { get; }

    public FileBackend Backend { get; }

    public SelectedStack Selected { get; }

    /// <summary>The project of the host's folder.</summary>
    public static ProjectBackend Open(Host host) => new(host, Project.Find(host.Folder));

    /// <summary>The settings of the stack that is meant.</summary>
    public StackSettings Settings(string? stackOption, string? file) => StackSettings.Load(
        Project, StackNames.Choose(stackOption, _host.Environment, Project.Name, Selected.Read()), file is null ? null : Path.GetFullPath(file, _host.Folder));

    /// <summary>The plain name of the stack that is selected or set in the environment, whether or not it exists; null when none is.</summary>
    public string? Current()
    {
        var name = _host.Environment("PULUMI_STACK") is { Length: > 0 } set ? set : Selected.Read();
        return name is null ? null : StackNames.Plain(name, Project.Name);
    }
}
