using System.Runtime.InteropServices;
using System.Text.Json;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.State;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>What to write into a report of a fault: the command, the machine, the project, the stack, the backend. Holds no secret.</summary>
internal sealed class AboutVerb(Host host, string? stack)
{
    private readonly List<string> _errors = [];

    public async Task<int> RunAsync(bool json, CancellationToken cancel)
    {
        StackContext? context = null;
        Snapshot? snapshot = null;
        try
        {
            context = StackContext.Open(host, stack);
            snapshot = await context.Backend.LoadWithoutSecretsAsync(context.Reference, cancel);
        }
        catch (Exception failure) when (failure is EngineException or WorkspaceException or CommandException)
        {
            _errors.Add($"Failed to get information about the current stack: {failure.Message}");
        }

        host.Screen.Out.Write(json ? Json(context, snapshot) + "\n" : Text(context, snapshot));
        foreach (var error in json ? [] : _errors)
        {
            host.Screen.WriteError(new StyledText().Add("warning: ", Tone.Warning).Line(error));
        }

        return ExitCodes.Ok;
    }

    private string Json(StackContext? context, Snapshot? snapshot) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNull("plugins");
        json.WriteStartObject("host");
        json.WriteString("os", RuntimeInformation.OSDescription);
        json.WriteString("version", Environment.OSVersion.Version.ToString());
        json.WriteString("arch", Arch);
        json.WriteEndObject();
        if (BackendLogin.CurrentUrl(host) is { } url)
        {
            json.WriteStartObject("backend");
            json.WriteString("name", host.Machine);
            json.WriteString("url", url);
            json.WriteString("user", host.User);
            json.WriteNull("organizations");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("backend");
        }

        if (context is not null && snapshot is not null)
        {
            json.WriteStartObject("currentStack");
            json.WriteString("name", context.Settings.Stack);
            json.WriteString("fullyQualifiedName", context.Reference.FullName);
            WriteStates(json, "resources", snapshot.Resources.Select(resource => (resource.Type, resource.Urn)));
            WriteStates(json, "pendingOps", snapshot.PendingOperations.Select(operation => (Lower(operation.Type), operation.Resource.Urn)));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("currentStack");
        }

        json.WriteStartObject("cliAbout");
        json.WriteString("Version", VersionCommand.Compatible);
        json.WriteString("GoVersion", "");
        json.WriteString("GoCompiler", "");
        json.WriteEndObject();
        json.WriteStartObject("runtime");
        json.WriteString("language", "dotnet");
        json.WriteString("executable", Environment.ProcessPath ?? "");
        json.WriteString("version", Environment.Version.ToString());
        json.WriteEndObject();
        json.WriteNull("dependencies");
        json.WriteStartArray("errors");
        _errors.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private string Text(StackContext? context, Snapshot? snapshot)
    {
        var text = TextTable.Of(["CLI", ""], [["Version", VersionCommand.Compatible], ["E3", VersionCommand.Text], [".NET", Environment.Version.ToString()]]) + "\n"
            + TextTable.Of(["Host", ""], [["OS", RuntimeInformation.OSDescription], ["Version", Environment.OSVersion.Version.ToString()], ["Arch", Arch]]) + "\n";
        if (context is not null && snapshot is not null)
        {
            text += $"Current Stack: {context.Reference.FullName}\n\n"
                + (snapshot.Resources.IsEmpty ? $"Found no resources associated with {context.Settings.Stack}\n"
                    : TextTable.Of(["TYPE", "URN"], snapshot.Resources.Select(resource => new[] { resource.Type, resource.Urn }))) + "\n"
                + (snapshot.PendingOperations.IsEmpty ? $"Found no pending operations associated with {context.Settings.Stack}\n"
                    : TextTable.Of(["OPERATION", "URN"], snapshot.PendingOperations.Select(operation => new[] { Lower(operation.Type), operation.Resource.Urn }))) + "\n";
        }

        return BackendLogin.CurrentUrl(host) is { } url
            ? text + TextTable.Of(["Backend", ""], [["Name", host.Machine], ["URL", url], ["User", host.User]])
            : text;
    }

    private static string Arch => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.Arm64 => "aarch64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string Lower(PendingOperationType type) => type.ToString().ToLowerInvariant();

    private static void WriteStates(Utf8JsonWriter json, string name, IEnumerable<(string Type, string Urn)> states)
    {
        json.WriteStartArray(name);
        foreach (var (type, urn) in states)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("urn", urn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
