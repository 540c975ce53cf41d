using System.ComponentModel;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace E3.Remote;

/// <summary>
/// Copies with the rsync of both sides, which sends only what a folder over there does not have yet. It is another program with a login of its own;
/// what it needs to know of that lies in files that nobody else can read, as long as it runs.
/// </summary>
internal static class Rsync
{
    // As many as rsync takes.
    private const int MostFoldersAlike = 20;

    public static async Task<SyncResult> CopyAsync(
        SshSession session, string localFolder, IEnumerable<string> files, string remoteFolder, IEnumerable<string> alike, CancellationToken cancel)
    {
        var target = session.Target;
        if (target is not { PrivateKey: { } key, PrivateKeyPassword: null, Through: null })
            return SyncResult.Failed("rsync can only enter a host directly and with a private key");
        if (session.HostKey.Length == 0 || target.Host.AsSpan().ContainsAny(" \n\"") || target.User.AsSpan().ContainsAny(" \n\""))
            return SyncResult.Failed("rsync cannot be told who the host is");
        var made = await session.RunAsync(new RemoteCommand($"mkdir -p -- '{remoteFolder.Replace("'", "'\\''", StringComparison.Ordinal)}'"), null, cancel);
        if (made.ExitCode != 0) return SyncResult.Failed(made.Stderr.Trim());

        var mine = Directory.CreateTempSubdirectory("e3-rsync-");
        try
        {
            var config = await WriteAccessAsync(mine.FullName, target, session.HostKey, key, cancel);
            var run = await Cli.Wrap("rsync")
                .WithArguments([
                    "--archive", "--no-owner", "--no-group", "--copy-links", "--checksum", "--protect-args", "--timeout=60", "--out-format=%n",
                    "--from0", "--files-from=-", .. alike.Take(MostFoldersAlike).Select(folder => "--copy-dest=" + folder),
                    "-e", $"ssh -F '{config}'", localFolder.TrimEnd('/') + "/", $"there:{remoteFolder}/",
                ])
                .WithStandardInputPipe(PipeSource.FromString(string.Join('\0', files)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancel);
            return run.ExitCode == 0
                ? new SyncResult([.. run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => !name.EndsWith('/'))], null)
                : SyncResult.Failed(string.Create(CultureInfo.InvariantCulture, $"rsync ended with exit code {run.ExitCode}: {LastLine(run.StandardError)}"));
        }
        catch (Win32Exception)
        {
            return SyncResult.Failed("there is no rsync on this machine");
        }
        finally
        {
            mine.Delete(recursive: true);
        }
    }

    private static async Task<string> WriteAccessAsync(string folder, SshTarget target, string hostKey, string key, CancellationToken cancel)
    {
        var (keyFile, known, config) = (Path.Combine(folder, "key"), Path.Combine(folder, "known_hosts"), Path.Combine(folder, "config"));
        var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(keyFile, open)) await writer.WriteAsync((key.TrimEnd() + "\n").AsMemory(), cancel);
        await File.WriteAllTextAsync(known, $"there {hostKey}\n", cancel);
        await File.WriteAllTextAsync(config, string.Create(CultureInfo.InvariantCulture, $"""
            Host there
              HostName {target.Host}
              HostKeyAlias there
              Port {target.Port}
              User {target.User}
              IdentityFile "{keyFile}"
              IdentitiesOnly yes
              IdentityAgent none
              UserKnownHostsFile "{known}"
              GlobalKnownHostsFile /dev/null
              StrictHostKeyChecking yes
              BatchMode yes
              ConnectTimeout 15
              ServerAliveInterval 15

            """), cancel);
        return config;
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}
