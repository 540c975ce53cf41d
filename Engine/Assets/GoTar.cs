using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace E3.Engine.Assets;

/// <summary>
/// Tar files byte for byte as Go's archive/tar writes them for Pulumi (mode 0600, no times, no owner): SHA-256 of one is the hash of every
/// archive that is not packed already
/// (<see href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/archive/archive.go"/>). System.Formats.Tar fills the same
/// headers in other ways.
/// </summary>
internal sealed class GoTar
{
    private const int Block = 512;
    private const int NameLength = 100;
    private const int PrefixLength = 155;
    private const long LargestOctal = 0x1_FFFF_FFFF;
    private const int FileMode = 0x180;
    private const byte File = (byte)'0';
    private const byte Extension = (byte)'x';

    private readonly byte[] _buffer = new byte[81920];
    private readonly Stream _stream;

    private GoTar(Stream stream) => _stream = stream;

    /// <summary>The hash of the files' tar file.</summary>
    public static string Hash(IEnumerable<ArchivedFile> files, CancellationToken cancel)
    {
        using var sha256 = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, sha256, CryptoStreamMode.Write)) Write(files, stream, cancel);
        return Convert.ToHexStringLower(sha256.Hash!);
    }

    /// <summary>Writes a tar file of the files; of two with one name the first.</summary>
    public static void Write(IEnumerable<ArchivedFile> files, Stream stream, CancellationToken cancel)
    {
        var tar = new GoTar(stream);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            if (seen.Add(file.Name)) tar.Add(file);
        }
        stream.Write(new byte[2 * Block]);
    }

    private void Add(ArchivedFile file)
    {
        var (prefix, name) = Split(file.Name);
        var records = new StringBuilder();
        if (prefix is null && !FitsName(file.Name)) Record(records, "path", file.Name);
        if (file.Length > LargestOctal) Record(records, "size", file.Length.ToString(CultureInfo.InvariantCulture));
        if (records.Length == 0)
        {
            AddHeader(Encoding.UTF8.GetBytes(name), File, FileMode, file.Length, prefix);
        }
        else
        {
            AddExtension(file.Name, Encoding.UTF8.GetBytes(records.ToString()));
            AddHeader(Ascii(file.Name), File, FileMode, file.Length, null);
        }
        AddContent(file);
    }

    /// <summary>What does not fit a header, in a file of its own before it.</summary>
    private void AddExtension(string name, byte[] records)
    {
        var slash = name.LastIndexOf('/') + 1;
        var own = Ascii(SlashPath.Join(name[..slash], "PaxHeaders.0/" + name[slash..]));
        AddHeader(own.AsSpan(0, Math.Min(own.Length, NameLength)).TrimEnd((byte)'/'), Extension, mode: 0, records.Length, null);
        _stream.Write(records);
        Pad(records.Length);
    }

    private void AddContent(ArchivedFile file)
    {
        using var content = file.Open();
        var total = 0L;
        while (content.Read(_buffer) is var read and > 0)
        {
            _stream.Write(_buffer, 0, read);
            total += read;
        }
        if (total != file.Length) throw new AssetException($"{file.LocalPath ?? file.Name} was changed while it was read: {total} bytes came, {file.Length} were there");
        Pad(total);
    }

    private void Pad(long written) => _stream.Write(new byte[(Block - (written % Block)) % Block]);

    private void AddHeader(ReadOnlySpan<byte> name, byte kind, int mode, long size, string? prefix)
    {
        Span<byte> header = stackalloc byte[Block];
        header.Clear();
        name[..Math.Min(name.Length, NameLength)].CopyTo(header);
        // Go ends a cut name before a slash, for some readers would take it for a folder.
        if (name.Length > NameLength && header[NameLength - 1] == '/') header[header[..NameLength].TrimEnd((byte)'/').Length] = 0;
        Octal(header[100..108], mode);
        Octal(header[108..116], 0);
        Octal(header[116..124], 0);
        Octal(header[124..136], size > LargestOctal ? 0 : size);
        Octal(header[136..148], 0);
        header[148..156].Fill((byte)' ');
        header[156] = kind;
        "ustar\0"u8.CopyTo(header[257..]);
        "00"u8.CopyTo(header[263..]);
        if (kind == File)
        {
            Octal(header[329..337], 0);
            Octal(header[337..345], 0);
        }
        if (prefix is not null) Encoding.ASCII.GetBytes(prefix, header[345..]);
        var sum = 0;
        foreach (var part in header) sum += part;
        Octal(header[148..155], sum);
        _stream.Write(header);
    }

    private static void Octal(Span<byte> field, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0') + "\0", field);

    private static bool FitsName(string name) => name.Length <= NameLength && IsAscii(name);

    /// <summary>A name too long for its field is parted at a slash, if both parts then fit.</summary>
    private static (string? Prefix, string Name) Split(string name)
    {
        if (name.Length <= NameLength || !IsAscii(name)) return (null, name);
        var slash = name.LastIndexOf('/', Math.Min(name.Length, PrefixLength + 1) - 1);
        var rest = name.Length - slash - 1;
        return slash <= 0 || rest > NameLength || rest == 0 ? (null, name) : (name[..slash], name[(slash + 1)..]);
    }

    private static void Record(StringBuilder records, string key, string value)
    {
        // The length counts its own digits.
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + rest.ToString(CultureInfo.InvariantCulture).Length;
        if (rest + length.ToString(CultureInfo.InvariantCulture).Length is var whole && whole != length) length = whole;
        records.Append(CultureInfo.InvariantCulture, $"{length} {key}={value}\n");
    }

    private static bool IsAscii(string text) => text.All(letter => letter is > '\0' and < '\u0080');

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(string.Concat(text.Where(letter => letter < '\u0080')));
}
