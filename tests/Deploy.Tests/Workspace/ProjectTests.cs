using E3.Engine.Workspace;

namespace E3.Deploy.Tests.Workspace;

public class ProjectTests
{
    [Test]
    public void A_project_is_found_from_a_folder_below_it()
    {
        using var files = new TemporaryProject();
        var below = Directory.CreateDirectory(Path.Combine(files.Folder, "Infra", "Hosts")).FullName;

        var project = Project.Find(below);

        Assert.That(project.Name, Is.EqualTo("demo"));
        Assert.That(project.Folder, Is.EqualTo(files.Folder));
        Assert.That(project.ProgramFolder, Is.EqualTo(Path.Combine(files.Folder, "Infra")));
    }

    [Test]
    public void State_is_kept_relative_to_the_project_whatever_the_current_folder()
    {
        using var files = new TemporaryProject();

        Assert.That(files.Project.StateFolder(null), Is.EqualTo(Path.Combine(files.Folder, ".e3", "state")));
        Assert.That(files.Project.StateFolder("file:///var/state"), Is.EqualTo("/var/state"));
        Assert.That(files.Project.StateFolder("file://~/state"), Does.EndWith("/state").And.Not.Contain("~"));
    }

    [Test]
    public void A_runtime_may_name_a_built_program()
    {
        using var files = new TemporaryProject("name: demo\nruntime:\n  name: dotnet\n  options:\n    binary: bin/demo.dll\n");

        Assert.That(files.Project.Runtime, Is.EqualTo("dotnet"));
        Assert.That(files.Project.Binary, Is.EqualTo("bin/demo.dll"));
    }

    [TestCase("nmae: x\n", "Pulumi.yaml:1:1: unknown key 'nmae'; did you mean 'name'?")]
    [TestCase("runtime: dotnet\n", "a line is missing: name: my-project")]
    [TestCase("name: demo\n", "a line is missing: runtime: dotnet")]
    [TestCase("name: a b\nruntime: dotnet\n", "Pulumi.yaml:1:1: the name 'a b' may hold letters, digits, '-', '_' and '.' only.")]
    [TestCase("name: demo\nruntime: dotnet\nmain: [x]\n", "Pulumi.yaml:3:1: 'main' must be a text, not a list.")]
    [TestCase("", "the file is empty")]
    [TestCase("- a\n", "Pulumi.yaml:1:1: not valid YAML: the file must hold 'key: value' lines")]
    [TestCase("name: demo\nname: demo\n", "Pulumi.yaml:2:1: not valid YAML: the key 'name' is there twice")]
    [TestCase("name: demo\n\truntime: x\n", "Pulumi.yaml:2:1: not valid YAML: ")]
    [TestCase("name: [demo\nruntime: x\n", "Pulumi.yaml:1:7: not valid YAML: a bracket, brace or quote is not closed.")]
    [TestCase("name: 'demo\n", "Pulumi.yaml:1:7: not valid YAML: ")]
    [TestCase("name: *gone\n", "Pulumi.yaml:1:7: not valid YAML: there is no anchor '&gone' before this alias")]
    public void A_mistake_is_one_error_that_says_where(string content, string error)
    {
        using var files = new TemporaryProject(content);

        Assert.That(() => files.Project, Throws.TypeOf<WorkspaceException>().With.Message.Contains(error));
    }

    [Test]
    public void Without_a_project_file_the_error_says_where_it_was_sought_and_what_to_do()
    {
        var empty = Directory.CreateTempSubdirectory("e3-empty-").FullName;

        Assert.That(() => Project.Find(empty), Throws.TypeOf<WorkspaceException>().With.Message.Contains(empty).And.Message.Contains("--cwd"));
    }

    [TestCase("name: demo\nruntime: dotnet\n", null, "add\nbackend:\n  url: file://./.e3/state")]
    [TestCase("name: demo\nruntime: dotnet\nbackend:\n  url: s3://bucket\n", null, "'s3://bucket' is not a folder")]
    [TestCase(TemporaryProject.Minimal, "https://api.pulumi.com", "PULUMI_BACKEND_URL: the backend 'https://api.pulumi.com' is not a folder")]
    public void A_backend_that_is_no_folder_is_refused(string content, string? overriding, string error)
    {
        using var files = new TemporaryProject(content);

        Assert.That(() => files.Project.StateFolder(overriding), Throws.TypeOf<WorkspaceException>().With.Message.Contains(error));
    }
}
