using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Build(Verb verb)
    {
        var doctor = Verb.Named("doctor", "Look for what is wrong with this machine, the project, the stack and its cloud, and say what to do; exit code 1 when something is broken",
            ("e3 doctor", "look at everything"));
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        doctor.Options.Add(json);
        verb.Runs(doctor, (host, parsed, cancel) => new DoctorVerb(host, verb.Global.Stack(parsed)).RunAsync(parsed.GetValue(json), cancel));
        return doctor;
    }
}
