using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Surroundings;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>Who works on which backend: with a folder, the person who runs the command.</summary>
internal sealed class WhoAmIVerb(Host host)
{
    public int Run(bool json, bool verbose)
    {
        if (!json && !verbose)
        {
            host.Screen.Out.WriteLine(host.User);
            return ExitCodes.Ok;
        }

        var url = BackendLogin.CurrentUrl(host)
            ?? throw new CommandException($"there is no {Project.FileName} here that names a backend, and nothing is logged in to: set PULUMI_BACKEND_URL, or e3 login file://~");
        host.Screen.Out.Write(json
            ? JsonText.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("user", host.User);
                writer.WriteString("url", url);
                writer.WriteEndObject();
            }) + "\n"
            : $"User: {host.User}\nOrganizations: \nBackend URL: {url}\nToken type: personal\n");
        return ExitCodes.Ok;
    }
}
