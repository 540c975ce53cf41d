using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using E3.Benchmarks.Running;
using E3.Remote;

namespace E3.Benchmarks.Mpyc;

/// <summary>
/// Puts MPyC and a program on a host; what is there already, by its content, is not sent again. Where both sides have rsync, of a program that
/// changed only the files that did are sent.
/// </summary>
/// <param name="program">What.</param>
internal sealed class MpycInstall(MpycProgram program)
{
    private readonly ConcurrentQueue<string> _notes = new();

    /// <summary>What was sent to whom, and how, in sentences.</summary>
    public IEnumerable<string> Notes => _notes.Order(StringComparer.Ordinal);

    /// <summary>Returns the shell words that go to the program's folder and run it; what follows are its arguments.</summary>
    public async Task<string> OnAsync(Member member, HostSurvey host, CancellationToken cancel)
    {
        var package = program.Package is { } mpyc ? await PutAsync(member, host, mpyc, "mpyc-", "/mpyc", cancel) : null;
        var folder = await PutAsync(member, host, program.Folder, "program-", "", cancel);
        var path = package is null ? "" : $"PYTHONPATH={Shell.Quote(package)} ";
        return $"cd {Shell.Quote(folder)} && {path}exec {Shell.Quote(host.Python!)} -u {Shell.Quote(Path.GetFileName(program.Script))}";
    }

    /// <summary>Makes sure that a folder with this content is on the host; it is there only when all of it is.</summary>
    /// <param name="member">The host.</param>
    /// <param name="host">What it has.</param>
    /// <param name="folder">What.</param>
    /// <param name="prefix">What such folders' names begin with over there.</param>
    /// <param name="inside">Where in there the content goes: "" or a path that starts with a slash.</param>
    /// <param name="cancel">Gives up.</param>
    private async Task<string> PutAsync(Member member, HostSurvey host, ProgramFolder folder, string prefix, string inside, CancellationToken cancel)
    {
        var name = prefix + folder.Hash;
        var destination = $"{host.Folder}/{name}";
        if (host.Present.Contains(name)) return destination;
        var coming = $"{host.Folder}/.{name}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        if (!host.HasRsync || !await SyncAsync(member, host, folder, prefix, coming, inside, cancel))
        {
            await member.Session.CopyAsync(folder.RemoteFiles, coming + inside, cancel);
            _notes.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{member.Name}: all {folder.Files.Count} files of {Path.GetFileName(folder.Path)} were copied"));
        }
        // Another measurement may have been faster; its copy is the same.
        await OnHostAsync(member, $"mv -T {Shell.Quote(coming)} {Shell.Quote(destination)} 2>/dev/null || {{ [ -d {Shell.Quote(destination)} ] && rm -rf {Shell.Quote(coming)}; }}", cancel);
        return destination;
    }

    private async Task<bool> SyncAsync(Member member, HostSurvey host, ProgramFolder folder, string prefix, string coming, string inside, CancellationToken cancel)
    {
        var up = inside.Length == 0 ? "../" : "../../";
        var alike = host.Present.Where(present => present.StartsWith(prefix, StringComparison.Ordinal)).Select(present => up + present + inside);
        var synced = await member.Session.SyncAsync(folder.Path, folder.Files, coming + inside, alike, cancel);
        if (synced.Sent is { } sent)
        {
            _notes.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{member.Name}: {sent.Count} of {folder.Files.Count} files of {Path.GetFileName(folder.Path)} were sent by rsync"));
            return true;
        }
        _notes.Enqueue($"{member.Name}: {synced.Trouble}; copying instead");
        await OnHostAsync(member, $"rm -rf {Shell.Quote(coming)}", cancel);
        return false;
    }

    private static async Task OnHostAsync(Member member, string command, CancellationToken cancel)
    {
        var result = await member.Session.RunAsync(new RemoteCommand(command), null, cancel);
        if (result.ExitCode != 0) throw new MeasurementException($"{member.Name}: cannot put the program there: {result.Stderr.Trim()}");
    }
}
