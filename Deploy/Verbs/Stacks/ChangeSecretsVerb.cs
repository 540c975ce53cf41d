using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.Secrets;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Encrypts a stack's secrets, in its settings and its state, with another passphrase.</summary>
internal sealed class ChangeSecretsVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(string provider, CancellationToken cancel)
    {
        StackInitVerb.RequirePassphraseProvider(provider);
        var context = StackContext.Open(host, stack);
        var old = await context.SecretsAsync(cancel);
        var passphrase = await ReadAsync(cancel);
        var fresh = await Task.Run(() => PassphraseSecrets.Create(passphrase), cancel);
        context.Settings.Reencrypt(fresh.State, ciphertext => fresh.Encrypt(old.Decrypt(ciphertext)));
        if (context.Backend.Exists(context.Reference))
        {
            await context.Backend.ChangeSecretsAsync(context.Reference, old, fresh, cancel);
        }

        await context.Settings.SaveAsync(cancel);
        host.Screen.Out.WriteLine("The secrets are encrypted with the new passphrase; from now on PULUMI_CONFIG_PASSPHRASE must hold it.");
        return ExitCodes.Ok;
    }

    private async Task<string> ReadAsync(CancellationToken cancel)
    {
        if (!host.Screen.Interactive)
        {
            var given = (await host.Screen.In.ReadToEndAsync(cancel)).TrimEnd('\r', '\n');
            return given.Length > 0 ? given : throw new CommandException("the new passphrase must come on standard input", ExitCodes.Usage);
        }

        host.Screen.Error.Write("New passphrase: ");
        var first = host.Screen.ReadHidden();
        host.Screen.Error.Write("Again: ");
        return first is { Length: > 0 } && host.Screen.ReadHidden() == first
            ? first
            : throw new CommandException("the two differ, or are empty; nothing was changed.", ExitCodes.Cancelled);
    }
}
