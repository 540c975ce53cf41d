using System.Net.Sockets;
using System.Text.Json;
using E3.LocalCloud.Wan.Control;

namespace E3.LocalCloud.Wan;

/// <summary>
/// Controls the emulator listening on a Unix socket. Holds no connection, so it stays good when the emulator is restarted on the same
/// socket; calls may run side by side. Every call throws <see cref="WanException"/> when the emulator refuses or is not there.
/// </summary>
public sealed class WanClient(string socketPath)
{
    /// <summary>The socket's path.</summary>
    public string SocketPath { get; } = socketPath;

    /// <summary>
    /// Creates the host's interface inside its namespace: address set, up, MTU 1500, IPv6 off, on-link with the whole network, and no
    /// default route. Adding the same host again while its interface lives changes nothing.
    /// </summary>
    public Task AddHostAsync(WanHost host, CancellationToken cancel) => CallAsync(new WanRequest(WanVerb.AddHost, Host: host), cancel);

    /// <summary>
    /// Creates the operator's interface. Packets between it and a host are neither delayed nor shaped: it stands for the control
    /// plane, which must not take part in what is measured.
    /// </summary>
    public Task AddOperatorAsync(WanOperator door, CancellationToken cancel) =>
        CallAsync(new WanRequest(WanVerb.AddOperator, Operator: door), cancel);

    /// <summary>Removes the host's interface. A host that is not there already counts as removed.</summary>
    public Task RemoveHostAsync(string name, CancellationToken cancel) => CallAsync(new WanRequest(WanVerb.RemoveHost, Name: name), cancel);

    /// <summary>
    /// Changes the latency profile, by name or path. Packets under way keep their time. Refused, with nothing changed, when a joined
    /// host's region is unknown to the new one.
    /// </summary>
    public Task SetProfileAsync(string nameOrPath, CancellationToken cancel) =>
        CallAsync(new WanRequest(WanVerb.SetProfile, Name: nameOrPath), cancel);

    /// <summary>
    /// How well times were kept since <paramref name="since"/>, the <see cref="WanReport.Mark"/> of an earlier report, or since the start
    /// when null. A mark of another emulator process is an error: nobody watched all of that time.
    /// </summary>
    public async Task<WanReport> ReportAsync(string? since, CancellationToken cancel) =>
        (await CallAsync(new WanRequest(WanVerb.Report, Since: since), cancel)).Report ?? throw Unexpected();

    /// <summary>Asks whether the emulator is there.</summary>
    public async Task<WanHealth> PingAsync(CancellationToken cancel) =>
        (await CallAsync(new WanRequest(WanVerb.Ping), cancel)).Health ?? throw Unexpected();

    /// <summary>Ends the emulator; all its interfaces go with it.</summary>
    public Task StopAsync(CancellationToken cancel) => CallAsync(new WanRequest(WanVerb.Stop), cancel);

    private async Task<WanResponse> CallAsync(WanRequest request, CancellationToken cancel)
    {
        var response = await ExchangeAsync(request, cancel);
        return response.Error is { } error ? throw new WanException(error) : response;
    }

    private async Task<WanResponse> ExchangeAsync(WanRequest request, CancellationToken cancel)
    {
        var address = ControlSocket.At(SocketPath);
        try
        {
            using var socket = ControlSocket.Open();
            await socket.ConnectAsync(address, cancel);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, WanJson.Default.WanRequest), cancel);
            await stream.WriteAsync("\n"u8.ToArray(), cancel);
            using var reader = new StreamReader(stream);
            var line = await reader.ReadLineAsync(cancel) ?? throw new IOException("it closed the connection without an answer");
            return JsonSerializer.Deserialize(line, WanJson.Default.WanResponse) ?? throw Unexpected();
        }
        catch (Exception e) when (e is SocketException or IOException or JsonException)
        {
            throw new WanException($"the WAN emulator at {SocketPath} does not answer: {e.Message}", e);
        }
    }

    private WanException Unexpected() => new($"the WAN emulator at {SocketPath} answered without what was asked for");
}
