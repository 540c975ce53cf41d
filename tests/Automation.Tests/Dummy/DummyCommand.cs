namespace Pulumi.Automation.Tests.Dummy;

/// <summary>The script that stands for the command, on PATH while this lives.</summary>
public sealed class DummyCommand : IDisposable
{
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dummy-pulumi-");

    public DummyCommand(string version = "v3.200.0")
    {
        Root = TestContext.CurrentContext.TestDirectory;
        File.WriteAllText(In("version"), version);
        Directory.CreateDirectory(WorkDir);
        Environment.SetEnvironmentVariable("DUMMY_PULUMI", _folder.FullName);
        Environment.SetEnvironmentVariable("PATH", $"{Path.Combine(Root, "Dummy")}{Path.PathSeparator}{_path}");
    }

    public string Root { get; }

    public string WorkDir => In("work");

    /// <summary>The words of all calls but those for the version, one call a line.</summary>
    public IReadOnlyList<string> Calls =>
        [.. Enumerable.Range(1, Count).Select(number => string.Join(' ', WordsOf(number)))];

    private int Count => File.Exists(In("count")) ? int.Parse(File.ReadAllText(In("count")), System.Globalization.CultureInfo.InvariantCulture) : 0;

    public string In(string name) => Path.Combine(_folder.FullName, name);

    public string[] WordsOf(int call) => File.ReadAllText(In($"{call}.words")).TrimEnd('\0').Split('\0');

    public string Read(int call, string what) => File.ReadAllText(In($"{call}.{what}"));

    public string? VariableOf(int call, string name) => Read(call, "variables").Split('\0')
        .Where(line => line.StartsWith($"{name}=", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..]).FirstOrDefault();

    public DummyCommand Answer(int call, string output = "", string error = "", int code = 0, params string[] events)
    {
        File.WriteAllText(In($"{call}.output"), output);
        File.WriteAllText(In($"{call}.error"), error);
        File.WriteAllText(In($"{call}.code"), $"{code}");
        if (events.Length > 0)
        {
            File.WriteAllLines(In($"{call}.events"), events);
        }

        return this;
    }

    /// <summary>Makes a call last: it writes "waiting" and waits for <see cref="Release"/>.</summary>
    public void HoldOpen(int call)
        => System.Diagnostics.Process.Start("mkfifo", In($"{call}.gate"))!.WaitForExit();

    public void Release(int call) => File.WriteAllText(In($"{call}.gate"), "");

    public async Task<LocalWorkspace> WorkspaceAsync(LocalWorkspaceOptions? options = null)
    {
        options ??= new();
        options.WorkDir ??= WorkDir;
        return await LocalWorkspace.CreateAsync(options);
    }

    /// <summary>A stack; the call that selects it is the first.</summary>
    public async Task<WorkspaceStack> StackAsync(LocalWorkspaceOptions? options = null) => await WorkspaceStack.SelectAsync("dev", await WorkspaceAsync(options));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        Environment.SetEnvironmentVariable("DUMMY_PULUMI", null);
        _folder.Delete(recursive: true);
    }
}
