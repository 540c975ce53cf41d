using E3.Benchmarks.Jobs;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>What a host has of what a measurement needs.</summary>
/// <param name="Folder">Where our programs lie on it.</param>
/// <param name="Dotnet">Path of its .NET; null for none.</param>
/// <param name="Python">Path of its python3; null for none.</param>
/// <param name="ImportsMpyc">Whether that python3 has MPyC itself.</param>
/// <param name="HasRsync">Whether it has rsync.</param>
/// <param name="Present">Names in <paramref name="Folder"/>.</param>
internal sealed record HostSurvey(string Folder, string? Dotnet, string? Python, bool ImportsMpyc, bool HasRsync, IReadOnlySet<string> Present)
{
    // sshd gives a command a short PATH, so the usual places of .NET are looked at as well.
    private const string Script = """
        if [ -z "$folder" ]; then if [ "$(id -u)" = 0 ]; then folder=/opt/e3; else folder=$HOME/.cache/e3; fi; fi
        echo "folder=$folder"
        for d in "$(command -v dotnet)" /usr/bin/dotnet /usr/local/bin/dotnet /usr/lib/dotnet/dotnet /usr/share/dotnet/dotnet \
          "$HOME/.dotnet/dotnet" /opt/dotnet/dotnet /run/current-system/sw/bin/dotnet; do
          if [ -n "$d" ] && [ -x "$d" ]; then echo "dotnet=$d"; break; fi
        done
        command -v rsync >/dev/null && echo rsync=yes
        python=$(command -v python3) && echo "python=$python"
        if [ "$imports" = 1 ] && [ -n "$python" ] && (cd / && "$python" -c 'import importlib.util as u, sys; sys.exit(u.find_spec("mpyc") is None)'); then
          echo mpyc=yes
        fi
        for f in "$folder"/* "$folder"/floor-*/*; do if [ -e "$f" ]; then echo "present=${f#"$folder"/}"; fi; done
        """;

    /// <summary>Looks at a host in one exchange.</summary>
    public static async Task<HostSurvey> TakeAsync(Member member, RunRequest request, CancellationToken cancel)
    {
        var imports = request.Job.Mpyc?.Kind == MpycKind.System ? "1" : "0";
        var command = $"folder={Shell.Quote(request.HostFolder ?? "")} imports={imports}\n{Script}\ntrue";
        var result = await member.Session.RunAsync(new RemoteCommand(command), null, cancel);
        if (result.ExitCode != 0) throw new MeasurementException($"{member.Name}: cannot look at the host: {result.Stderr.Trim()}");
        var facts = result.Stdout.Split('\n').Select(line => line.Split('=', 2)).Where(fact => fact.Length == 2).ToLookup(fact => fact[0], fact => fact[1]);
        return new HostSurvey(
            facts["folder"].First(), facts["dotnet"].FirstOrDefault(), facts["python"].FirstOrDefault(), facts["mpyc"].Any(), facts["rsync"].Any(),
            facts["present"].ToHashSet());
    }

    /// <summary>
    /// Makes sure the floor program is on the host and returns the command that runs it; throws <see cref="MeasurementException"/> when the
    /// host has no .NET.
    /// </summary>
    public async Task<string> InstallFloorAsync(Member member, FloorProgram floor, CancellationToken cancel)
    {
        if (Dotnet is null)
            throw new MeasurementException($"{member.Name} has no dotnet: install the .NET 10 runtime there (Debian: https://learn.microsoft.com/dotnet/core/install/linux-debian)");
        var name = $"floor-{floor.Hash}";
        if (!floor.Files.All(file => Present.Contains($"{name}/{Path.GetFileName(file)}")))
            await member.Session.MergeAsync(floor.RemoteFiles, $"{Folder}/{name}", cancel);
        // Small heaps and no waiting compilers: many parties may share one small machine.
        return $"DOTNET_gcServer=0 DOTNET_TieredPGO=0 exec {Shell.Quote(Dotnet)} {Shell.Quote($"{Folder}/{name}/E3.Floor.dll")}";
    }
}
