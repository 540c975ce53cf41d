using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// A request's body, checked against what was signed while it is read: a hash of the whole, or a chain of signatures of its chunks
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
/// </summary>
internal sealed class SpacesBody(HttpRequest request, Signed? signed)
{
    private const int LongestLine = 4096;
    private const int LargestDocument = 1 << 20;
    private static readonly string EmptyHash = SignatureCheck.Hash("");

    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _filled;

    /// <summary>What came after the content, once that was read.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    /// <summary>Gives the content piece by piece. What was given is to be thrown away when this throws.</summary>
    public async Task ReadAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancel)
    {
        var payload = signed?.PayloadHash ?? SignatureCheck.Unsigned;
        if (payload.StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            await ReadChunksAsync(payload.StartsWith("STREAMING-AWS4-HMAC-SHA256", StringComparison.Ordinal), payload.EndsWith("-TRAILER", StringComparison.Ordinal), sink, cancel);
            return;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (await FillAsync(cancel))
        {
            var piece = _buffer.AsMemory(_at, _filled - _at);
            _at = _filled;
            hash.AppendData(piece.Span);
            await sink(piece, cancel);
        }

        if (payload != SignatureCheck.Unsigned && !string.Equals(payload, SignatureCheck.Hex(hash.GetHashAndReset()), StringComparison.OrdinalIgnoreCase))
            throw new SpacesException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    /// <summary>The content of a short document.</summary>
    public async Task<byte[]> DocumentAsync(CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await ReadAsync(
            (piece, _) =>
            {
                if (all.Length + piece.Length > LargestDocument)
                    throw SpacesException.InvalidRequest("The document is too large.");
                all.Write(piece.Span);
                return ValueTask.CompletedTask;
            },
            cancel);
        return all.ToArray();
    }

    private async Task ReadChunksAsync(bool areSigned, bool trailer, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancel)
    {
        var before = signed!.Signature;
        while (true)
        {
            var head = (await LineAsync(cancel)).Split(';', 2);
            if (!long.TryParse(head[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var left))
                throw Incomplete();
            var last = left == 0;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (left > 0)
            {
                if (!await FillAsync(cancel))
                    throw Incomplete();
                var piece = _buffer.AsMemory(_at, (int)Math.Min(left, _filled - _at));
                _at += piece.Length;
                left -= piece.Length;
                hash.AppendData(piece.Span);
                await sink(piece, cancel);
            }

            if (areSigned)
            {
                var told = head.Length > 1 && head[1].StartsWith("chunk-signature=", StringComparison.Ordinal) ? head[1]["chunk-signature=".Length..] : "";
                before = Demand(told, $"{SignatureCheck.Algorithm}-PAYLOAD\n{signed.Date}\n{signed.Scope}\n{before}\n{EmptyHash}\n{SignatureCheck.Hex(hash.GetHashAndReset())}");
            }

            if (last)
                break;
            if ((await LineAsync(cancel)).Length > 0)
                throw Incomplete();
        }

        await ReadTrailerAsync(areSigned && trailer, before, cancel);
    }

    private async Task ReadTrailerAsync(bool isSigned, string before, CancellationToken cancel)
    {
        var lines = new StringBuilder();
        var told = "";
        while (_at < _filled || await FillAsync(cancel))
        {
            var line = await LineAsync(cancel);
            if (line.Length == 0)
                continue;
            var (name, value) = (line.Split(':', 2)[0].Trim(), line.Split(':', 2)[^1].Trim());
            if (name == "x-amz-trailer-signature")
            {
                told = value;
                continue;
            }

            _trailers[name] = value;
            lines.Append(name).Append(':').Append(value).Append('\n');
        }

        if (isSigned)
            Demand(told, $"{SignatureCheck.Algorithm}-TRAILER\n{signed!.Date}\n{signed.Scope}\n{before}\n{SignatureCheck.Hash(lines.ToString())}");
    }

    private string Demand(string told, string text)
    {
        var expected = SignatureCheck.Hex(SignatureCheck.Hmac(signed!.SigningKey, text));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(told))
            ? expected
            : throw new SpacesException(403, "SignatureDoesNotMatch", "The signature of a chunk does not match what was computed.");
    }

    private async Task<string> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (!await FillAsync(cancel))
                return line.ToString();
            var next = (char)_buffer[_at++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Append(next).Length > LongestLine)
                throw Incomplete();
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_at < _filled)
            return true;
        (_at, _filled) = (0, await request.Body.ReadAsync(_buffer, cancel));
        return _filled > 0;
    }

    private static SpacesException Incomplete() => new(400, "IncompleteBody", "The chunks of the request's body are not what they say they are.");
}
