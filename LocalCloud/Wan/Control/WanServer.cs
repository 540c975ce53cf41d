using System.Net.Sockets;
using System.Text.Json;

namespace E3.LocalCloud.Wan.Control;

/// <summary>Listens on the control socket and hands each line to the service. Only the user who started the emulator may connect.</summary>
internal sealed class WanServer : IDisposable
{
    private readonly Socket _listener = ControlSocket.Open();
    private readonly string _path;
    private readonly WanService _service;
    private readonly CancellationTokenSource _stop;

    private WanServer(string path, WanService service, CancellationTokenSource stop)
    {
        (_path, _service, _stop) = (path, service, stop);
    }

    /// <param name="path">The socket's path; one left behind by a dead emulator is replaced.</param>
    /// <param name="service">Answers.</param>
    /// <param name="stop">Cancelled when a client asks the emulator to end.</param>
    /// <param name="cancel">Gives up on finding out whether another emulator has the socket.</param>
    public static async Task<WanServer> ListenAsync(string path, WanService service, CancellationTokenSource stop, CancellationToken cancel)
    {
        var address = ControlSocket.At(path);
        if (File.Exists(path))
        {
            if (await AnswersAsync(address, cancel))
                throw new WanException($"another WAN emulator listens on {path}; stop it first");
            if (new FileInfo(path).Length > 0)
                throw new WanException($"{path} is a file of something else; name another path for the socket");
            File.Delete(path);
        }
        var server = new WanServer(path, service, stop);
        try
        {
            server._listener.Bind(address);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            server._listener.Listen(128);
            return server;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            server._listener.Dispose();
            throw new WanException($"cannot listen on {path}: {e.Message}", e);
        }
    }

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(cancel);
                connections.RemoveAll(done => done.IsCompletedSuccessfully);
                connections.Add(ServeAsync(socket, cancel));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The way to end: what is under way ends with it.
        }
        await Task.WhenAll(connections);
    }

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_path);
    }

    private static async Task<bool> AnswersAsync(UnixDomainSocketEndPoint address, CancellationToken cancel)
    {
        using var socket = ControlSocket.Open();
        try
        {
            await socket.ConnectAsync(address, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancel)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream);
        try
        {
            while (await reader.ReadLineAsync(cancel) is { } line)
            {
                var (response, stop) = await AnswerAsync(line, cancel);
                await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(response, WanJson.Default.WanResponse), cancel);
                await stream.WriteAsync("\n"u8.ToArray(), cancel);
                if (stop)
                    await _stop.CancelAsync();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client left, or the emulator ends: nobody is there to be told.
        }
    }

    private async Task<(WanResponse Response, bool Stop)> AnswerAsync(string line, CancellationToken cancel)
    {
        try
        {
            var request = JsonSerializer.Deserialize(line, WanJson.Default.WanRequest) ?? throw new JsonException("an empty request");
            return (await AnswerAsync(request, cancel), request.Verb == WanVerb.Stop);
        }
        catch (Exception e) when (e is WanException or LatencyProfileException or JsonException or IOException or UnauthorizedAccessException)
        {
            return (new WanResponse(Error: e.Message), false);
        }
    }

    private async Task<WanResponse> AnswerAsync(WanRequest request, CancellationToken cancel)
    {
        switch (request.Verb)
        {
            case WanVerb.Ping:
                return new WanResponse(Health: await _service.PingAsync(cancel));
            case WanVerb.Report:
                return new WanResponse(Report: await _service.ReportAsync(request.Since, cancel));
            case WanVerb.AddHost:
                await _service.AddHostAsync(request.Host ?? throw Missing("host"), cancel);
                break;
            case WanVerb.AddOperator:
                await _service.AddOperatorAsync(request.Operator ?? throw Missing("operator"), cancel);
                break;
            case WanVerb.RemoveHost:
                await _service.RemoveHostAsync(request.Name ?? throw Missing("name"), cancel);
                break;
            case WanVerb.SetProfile:
                await _service.SetProfileAsync(request.Name ?? throw Missing("name"), cancel);
                break;
            case WanVerb.Stop:
                break;
            default:
                throw new WanException($"the request's verb {request.Verb} is unknown");
        }
        return new WanResponse();
    }

    private static WanException Missing(string member) => new($"the request lacks '{member}'");
}
