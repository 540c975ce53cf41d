using E3.Benchmarks.Running;

namespace E3.Benchmarks.Mpyc;

/// <summary>Puts MPyC and a program on a host; what is there already, by its content, is not sent again.</summary>
/// <param name="program">What.</param>
internal sealed class MpycInstall(MpycProgram program)
{
    private readonly string? _package = program.Package is { } package ? "mpyc-" + MpycProgram.HashOf(package) : null;
    private readonly string _scripts = "program-" + MpycProgram.HashOf(program.Folder ?? program.Script);

    /// <summary>Returns the shell words that go to the program's folder and run it; what follows are its arguments.</summary>
    public async Task<string> OnAsync(Member member, HostSurvey host, CancellationToken cancel)
    {
        if (_package is not null && !host.Present.Contains(_package))
        {
            // The package must be called mpyc inside a folder that is there only when all of it is.
            await member.Session.CopyAsync(program.Package!, $"{host.Folder}/.{_package}/mpyc", cancel);
            await RenameAsync(member, $"{host.Folder}/.{_package}", $"{host.Folder}/{_package}", cancel);
        }
        if (!host.Present.Contains(_scripts))
        {
            if (program.Folder is { } folder)
            {
                await member.Session.CopyAsync(folder, $"{host.Folder}/{_scripts}", cancel);
            }
            else
            {
                await member.Session.CopyAsync(program.Script, $"{host.Folder}/.{_scripts}/{Path.GetFileName(program.Script)}", cancel);
                await RenameAsync(member, $"{host.Folder}/.{_scripts}", $"{host.Folder}/{_scripts}", cancel);
            }
        }
        var path = _package is null ? "" : $"PYTHONPATH={Shell.Quote($"{host.Folder}/{_package}")} ";
        return $"cd {Shell.Quote($"{host.Folder}/{_scripts}")} && {path}exec {Shell.Quote(host.Python!)} -u {Shell.Quote(Path.GetFileName(program.Script))}";
    }

    private static async Task RenameAsync(Member member, string from, string to, CancellationToken cancel)
    {
        // Another measurement may have been faster; its copy is the same.
        var command = $"mv -T {Shell.Quote(from)} {Shell.Quote(to)} 2>/dev/null || {{ [ -d {Shell.Quote(to)} ] && rm -rf {Shell.Quote(from)}; }}";
        var result = await member.Session.RunAsync(new E3.Remote.RemoteCommand(command), null, cancel);
        if (result.ExitCode != 0) throw new MeasurementException($"{member.Name}: cannot put MPyC into {to}: {result.Stderr.Trim()}");
    }
}
