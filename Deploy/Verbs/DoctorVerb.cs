using System.Text.Json;
using System.Text.Json.Serialization;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Doctor;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>Looks at everything a command relies on and says what to do about what is broken.</summary>
internal sealed class DoctorVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(bool json, CancellationToken cancel)
    {
        var findings = await LookAsync(cancel);
        if (json)
        {
            host.Screen.Out.WriteLine(JsonSerializer.Serialize(findings, FindingJson.Default.ListFinding));
        }
        else
        {
            host.Screen.Write(Report(findings));
        }

        return findings.Any(finding => finding.Health is Health.Broken) ? ExitCodes.Failed : ExitCodes.Ok;
    }

    internal static StyledText Report(IReadOnlyList<Finding> findings)
    {
        var text = new StyledText();
        var width = findings.Max(finding => finding.Subject.Length);
        foreach (var finding in findings)
        {
            var (sign, tone) = finding.Health switch
            {
                Health.Good => ("ok    ", Tone.Create),
                Health.Limited => ("note  ", Tone.Warning),
                _ => ("broken", Tone.Error),
            };
            text.Add($"{sign}  ", tone).Line($"{finding.Subject.PadRight(width)}  {finding.Found.ReplaceLineEndings("\n" + new string(' ', width + 10))}");
            if (finding.Remedy.Length > 0)
            {
                text.Line($"{new string(' ', width + 10)}→ {finding.Remedy}", Tone.Strong);
            }
        }

        var broken = findings.Count(finding => finding.Health is Health.Broken);
        return text.Line().Line(broken == 0 ? "Nothing is broken." : $"{broken} thing(s) broken.", broken == 0 ? Tone.Create : Tone.Error);
    }

    private async Task<List<Finding>> LookAsync(CancellationToken cancel)
    {
        var findings = new List<Finding>();
        StackContext context;
        try
        {
            context = StackContext.Open(host, stack);
            findings.Add(new Finding("project", Health.Good, $"{context.Project.Name} in {context.Project.Folder}, stack '{context.Settings.Stack}'"));
        }
        catch (Exception wrong) when (wrong is WorkspaceException or CommandException or EngineException)
        {
            // Nothing else can be looked at before this is mended.
            return [new Finding("project", Health.Broken, wrong.Message, "mend the file, or go to the project's folder")];
        }

        findings.AddRange(await MachineFindings.LookAsync(context, cancel));
        findings.AddRange(await CloudFindings.LookAsync(context, cancel));
        findings.AddRange(await StackFindings.LookAsync(context, cancel));
        findings.AddRange(await MpycFindings.LookAsync(context, cancel));
        return findings;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<Finding>))]
internal sealed partial class FindingJson : JsonSerializerContext;
