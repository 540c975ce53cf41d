using System.Globalization;
using System.Security.Cryptography;
using E3.Benchmarks.Jobs;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>How the floor program is started on each host, as a party or a probe of this run.</summary>
/// <param name="request">Who takes part, and where each listens.</param>
/// <param name="programs">For each party, the shell words that run the program.</param>
internal sealed class FloorCommand(RunRequest request, IReadOnlyList<string> programs)
{
    // Keeps parties of another run, which may still be ending, out of this one.
    private readonly string _session = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Puts the program on every host that does not have it.</summary>
    public static async Task<FloorCommand> InstallAsync(RunRequest request, Crew crew, IReadOnlyList<HostSurvey> surveys, CancellationToken cancel) => new(
        request, await crew.ForEachAsync((member, stop) => surveys[member.Index].InstallFloorAsync(member, FloorProgram.Local, stop), cancel));

    /// <summary>The command for a party's host.</summary>
    public RemoteCommand For(Member member, string mode, string options)
    {
        var peers = request.Parties.Select(to => to == member.Host ? "-" : request.AddressOf(member.Host, to));
        return new RemoteCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"{programs[member.Index]} {mode} --held --session {_session} --exchanges {AllPairs.Exchanges} --index {member.Index} --peers {Shell.Quote(string.Join(',', peers))} --listen '*:{request.PortOf(member.Host)}' {options}"));
    }
}
