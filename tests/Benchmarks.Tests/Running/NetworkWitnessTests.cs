using System.Net;
using System.Net.Sockets;
using System.Text;
using E3.Benchmarks.Running;

namespace E3.Benchmarks.Tests.Running;

[CancelAfter(60_000)]
internal sealed class NetworkWitnessTests
{
    [Test]
    public async Task A_network_that_held_raises_no_doubt(CancellationToken cancel) =>
        Assert.That(await DoubtAsync("""{"mark":"m 1","held":true}""", """{"mark":"m2","held":true}""", cancel), Is.Null);

    [Test]
    public async Task A_network_that_did_not_hold_is_told_with_its_lateness(CancellationToken cancel) => Assert.That(
        await DoubtAsync("""{"mark":"m 1"}""", """{"held":false,"p99Micros":4200,"boundMicros":1000}""", cancel),
        Is.EqualTo("this machine could not hold the network's times (packets late by 4.2 ms at p99, 1.0 ms allowed)"));

    [TestCase("""{"held":true}""", """{"held":true}""", "gave no mark")]
    [TestCase("""{"mark":"m 1"}""", """{"mark":"m 1"}""", "does not say whether")]
    [TestCase("""{"mark":"m 1"}""", """nonsense""", "did not answer")]
    public async Task A_witness_that_cannot_tell_is_a_doubt(string before, string after, string doubt, CancellationToken cancel) =>
        Assert.That(await DoubtAsync(before, after, cancel), Does.Contain(doubt));

    [Test]
    public async Task A_witness_that_is_not_there_is_a_doubt(CancellationToken cancel)
    {
        using var http = new HttpClient();
        var witness = new NetworkWitness(new Uri($"http://127.0.0.1:{SshServer.FreePort()}/"), http);
        Assert.That(await witness.EndAsync(await witness.BeginAsync(cancel), cancel), Does.Contain("did not answer"));
    }

    [Test]
    public async Task Nobody_asked_is_no_doubt(CancellationToken cancel)
    {
        using var http = new HttpClient();
        var witness = new NetworkWitness(null, http);
        Assert.That(await witness.EndAsync(await witness.BeginAsync(cancel), cancel), Is.Null);
    }

    private static async Task<string?> DoubtAsync(string before, string after, CancellationToken cancel)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = ServeAsync(listener, [before, after], cancel);
        using var http = new HttpClient();
        var witness = new NetworkWitness(new Uri($"http://{listener.LocalEndpoint}/e3/network"), http);
        var begun = await witness.BeginAsync(cancel);
        var doubt = await witness.EndAsync(begun, cancel);
        if (begun.Mark is not null) Assert.That((await asked)[1], Does.StartWith("GET /e3/network?since=m%201 "));
        return doubt;
    }

    private static async Task<List<string>> ServeAsync(TcpListener listener, string[] answers, CancellationToken cancel)
    {
        var asked = new List<string>();
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptTcpClientAsync(cancel);
            using var reader = new StreamReader(client.GetStream());
            asked.Add(await reader.ReadLineAsync(cancel) ?? "");
            while (await reader.ReadLineAsync(cancel) is { Length: > 0 })
            {
            }
            await client.GetStream().WriteAsync(
                Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {answer.Length}\r\n\r\n{answer}"), cancel);
        }
        return asked;
    }
}
