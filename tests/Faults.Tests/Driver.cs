using System.Text.Json;
using E3.Engine;
using E3.Engine.Secrets;

namespace E3.Faults.Tests;

/// <summary>What a driver needs before it is told its work: the key of the stack's secrets, and a cloud to warm up on.</summary>
internal sealed record Warmth(byte[] Key, string Salt, Uri Cloud);

/// <summary>One operation on one stack.</summary>
internal sealed record Work(string Folder, Uri Cloud, OperationKind Kind, int Version);

/// <summary>
/// The process that is killed. It has done everything once, elsewhere, before it is told what to do, so that what is killed is work
/// and not compilation.
/// </summary>
internal static class Driver
{
    public const string Passphrase = "correct horse battery staple";

    /// <summary>More than any test asks for: the limits of a cloud are not what is tested here.</summary>
    public static readonly (string, string) Pace = ("digitalocean:requestsPerSecond", "10000");

    public static async Task<int> Main()
    {
        if (await Console.In.ReadLineAsync() is not { } first)
            return 1;
        var warmth = JsonSerializer.Deserialize<Warmth>(first)!;
        var secrets = PassphraseSecrets.FromKey(Passphrase, warmth.Key, warmth.Salt);
        var scratch = Directory.CreateTempSubdirectory("e3-warm-").FullName;
        try
        {
            var warm = new Stack(scratch, warmth.Cloud, secrets, TimeProvider.System);
            await warm.RunAsync(OperationKind.Preview, client => Fleet.RunAsync(client, 1), Pace);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
        await Console.Out.WriteLineAsync("warm");
        if (await Console.In.ReadLineAsync() is not { } second)
            return 1;
        var work = JsonSerializer.Deserialize<Work>(second)!;
        var stack = new Stack(work.Folder, work.Cloud, secrets, TimeProvider.System);
        var result = await stack.RunAsync(work.Kind, client => Fleet.RunAsync(client, work.Version), Pace);
        await Console.Out.WriteLineAsync(result.Succeeded ? "done" : $"failed: {string.Join(" | ", stack.Errors)}");
        return result.Succeeded ? 0 : 1;
    }
}
