using System.Text.Json;
using E3.Engine;
using E3.Engine.Secrets;

namespace E3.Faults.Tests;

/// <summary>One operation on one stack, with the key of its secrets.</summary>
internal sealed record Work(string Folder, Uri Cloud, OperationKind Kind, int Version, byte[] Key, string Salt);

/// <summary>
/// The process that is killed. It has started before it is told what to do, so that what is killed is an operation and not a runtime that
/// starts; it compiles what it runs while it runs it, as every process of a user does.
/// </summary>
internal static class Driver
{
    public const string Passphrase = "correct horse battery staple";

    /// <summary>More than any test asks for: the limits of a cloud are not what is tested here.</summary>
    public static readonly (string, string) Pace = ("digitalocean:requestsPerSecond", "10000");

    public static async Task<int> Main()
    {
        if (await Console.In.ReadLineAsync() is not { } line)
            return 1;
        var work = JsonSerializer.Deserialize<Work>(line)!;
        var secrets = PassphraseSecrets.FromKey(Passphrase, work.Key, work.Salt);
        var stack = new Stack(work.Folder, work.Cloud, secrets, TimeProvider.System);
        var result = await stack.RunAsync(work.Kind, client => Fleet.RunAsync(client, work.Version), Pace);
        await Console.Out.WriteLineAsync(result.Succeeded ? "done" : $"failed: {string.Join(" | ", stack.Errors)}");
        return result.Succeeded ? 0 : 1;
    }
}
