using System.Formats.Tar;
using System.Security.Cryptography;

namespace E3.Remote;

/// <summary>
/// Sends files as a tar stream over the connection that is there (an SFTP client would log in a second time), unpacks them beside the
/// destination and moves them into place when all have come.
/// </summary>
internal static class Upload
{
    // The archive holds everything under "new", so that a single file can have any name and mode.
    private const string Root = "new";

    public static Task ReplaceAsync(SshSession session, IEnumerable<RemoteFile> files, string remotePath, bool isFolder, CancellationToken cancel) =>
        SendAsync(session, files, remotePath, isFolder
            ? """
              if [ -e "$e3_to" ] || [ -L "$e3_to" ]; then mv -T -- "$e3_to" "$e3_tmp/old"; fi
              mv -T -- "$e3_tmp/new" "$e3_to"
              """
            : """
              if [ -d "$e3_to" ]; then echo "$e3_to is a folder" >&2; exit 21; fi
              mv -T -f -- "$e3_tmp/new" "$e3_to"
              """, cancel);

    public static Task MergeAsync(SshSession session, IEnumerable<RemoteFile> files, string remoteFolder, CancellationToken cancel) =>
        SendAsync(session, files, remoteFolder, """
            mkdir -p -- "$e3_to"
            e3_to=$(cd -- "$e3_to" && pwd)
            cd -- "$e3_tmp/new"
            find . -mindepth 1 -type d -exec sh -c 'for f do mkdir -p -- "$0/$f"; done' "$e3_to" {} +
            find . ! -type d -exec sh -c 'for f do mv -T -f -- "$f" "$0/$f" || exit; done' "$e3_to" {} +
            cd /
            """, cancel);

    private static async Task SendAsync(
        SshSession session, IEnumerable<RemoteFile> files, string remotePath, string moveIntoPlace, CancellationToken cancel)
    {
        var nonce = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var quoted = "'" + remotePath.TrimEnd('/').Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        var script = $"""
            set -e
            e3_to={quoted}
            case $e3_to in ''|-*) e3_to=./$e3_to ;; esac
            mkdir -p -- "$(dirname -- "$e3_to")"
            e3_tmp=$(cd -- "$(dirname -- "$e3_to")" && pwd)/.e3-{nonce}
            trap 'rm -rf -- "$e3_tmp"' EXIT
            mkdir -m 700 -- "$e3_tmp"
            tar -x -p -f - -C "$e3_tmp"
            {moveIntoPlace}
            """;
        await using var process = await session.StartAsync(new RemoteCommand(script), cancel);
        var output = new List<string>();
        var reading = ReadAsync();
        await process.WriteAsync(stream => Pack(files, stream), cancel);
        await process.CloseStdinAsync(cancel);
        var status = await process.Exited.WaitAsync(cancel);
        await reading;
        if (status != 0)
        {
            throw new IOException($"copying to {remotePath} on host {session.Target} failed with exit code {status}"
                + (output.Count > 0 ? ": " + string.Join("; ", output.TakeLast(5)) : ""));
        }

        async Task ReadAsync()
        {
            await foreach (var line in process.Lines.ReadAllAsync(CancellationToken.None)) output.Add(line.Text);
        }
    }

    private static void Pack(IEnumerable<RemoteFile> files, Stream stream)
    {
        using var buffered = new BufferedStream(new KeptOpen(stream), 32 * 1024);
        using var tar = new TarWriter(buffered, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var file in files)
        {
            var name = file.Path.Length == 0 ? Root : $"{Root}/{file.Path}";
            using var content = file.Open?.Invoke();
            var entry = new PaxTarEntry(content is null ? TarEntryType.Directory : TarEntryType.RegularFile, name) { Mode = file.Mode };
            if (content is not null) entry.DataStream = content;
            tar.WriteEntry(entry);
        }
    }

    /// <summary>Lets the buffer be flushed and disposed of while the command's input stays ours to close.</summary>
    private sealed class KeptOpen(Stream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
