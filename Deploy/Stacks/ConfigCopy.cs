using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>Copies settings from one stack to another; a secret is encrypted anew, under the other's salt.</summary>
internal sealed class ConfigCopy(StackContext from, StackContext to)
{
    /// <summary>All settings that stand in the source's file.</summary>
    public async Task AllAsync(CancellationToken cancel)
    {
        foreach (var key in from.Settings.OwnKeys)
        {
            await OneAsync(new ConfigPath(key, []), cancel);
        }

        await to.Settings.SaveAsync(cancel);
    }

    /// <summary>One setting, or one value within a setting; the caller saves.</summary>
    /// <returns>False when the source does not have it.</returns>
    public async Task<bool> OneAsync(ConfigPath path, CancellationToken cancel)
    {
        if (from.Settings.Get(path) is not { } entry)
        {
            return false;
        }

        if (!entry.IsSecret)
        {
            to.Settings.SetEntry(path, entry, text => text);
            return true;
        }

        var (old, fresh) = (await from.SecretsAsync(cancel), await to.SecretsAsync(cancel));
        to.Settings.SetEntry(path, entry, ciphertext => fresh.Encrypt(old.Decrypt(ciphertext)));
        if (to.Settings.EncryptionSalt is null)
        {
            to.Settings.SetEncryptionSalt(fresh.State);
        }

        return true;
    }
}
