using E3.Deploy.CommandLine;
using E3.Deploy.Surroundings;
using E3.Deploy.Tests.Workspace;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>The command run within the test, on a project folder of its own.</summary>
internal sealed class CommandRun : IDisposable
{
    public TemporaryProject Files { get; init; } = new(local: "config:\n  e3:repeats: 3\n");

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal) { ["PULUMI_CONFIG_PASSPHRASE"] = "open sesame" };

    public string Input { get; set; } = "";

    public bool Interactive { get; set; }

    public bool IsRoot { get; set; } = true;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var interrupts = new Interrupts();
        var error = new StringWriter { NewLine = "\n" };
        var screen = Screens.Of(out var output, error: error, input: Input, interactive: Interactive);
        using var http = new SocketsHttpHandler();
        Environment.TryAdd("PULUMI_HOME", Path.Combine(Files.Folder, ".home"));
        var host = new Host
        {
            Screen = screen,
            Environment = name => Environment.GetValueOrDefault(name),
            Folder = Files.Folder,
            Clock = TimeProvider.System,
            Http = new Lazy<HttpMessageHandler>(http),
            Interrupts = interrupts,
            User = "tester",
            Machine = "machine",
            IsRoot = IsRoot,
        };
        var code = await E3Command.RunAsync(host, arguments);
        Output = output.ToString();
        Error = error.ToString();
        return code;
    }

    public void Dispose() => Files.Dispose();
}
