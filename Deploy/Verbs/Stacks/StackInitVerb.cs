using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Makes stacks and says which one commands are about.</summary>
internal sealed class StackInitVerb(Host host)
{
    /// <summary>Makes a stack with nothing in it.</summary>
    /// <param name="stack">Its name; null asks for one.</param>
    /// <param name="secretsProvider">Only the passphrase provider is there.</param>
    /// <param name="copyFrom">A stack whose settings it begins with; null for none.</param>
    /// <param name="select">Whether it becomes the selected stack.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<int> InitAsync(string? stack, string? secretsProvider, string? copyFrom, bool select, CancellationToken cancel)
    {
        RequirePassphraseProvider(secretsProvider);
        var context = StackContext.OpenNew(host, stack ?? Ask());
        var source = copyFrom is null ? null : StackContext.Open(host, copyFrom);
        await MakeAsync(context, cancel);
        if (source is not null)
        {
            await new ConfigCopy(source, context).AllAsync(cancel);
        }

        if (select)
        {
            await context.Selected.WriteAsync(context.Reference.FullName, cancel);
        }

        host.Screen.Out.WriteLine($"Created stack '{context.Settings.Stack}'");
        return ExitCodes.Ok;
    }

    /// <summary>Makes a stack the one that commands are about which do not name one.</summary>
    public async Task<int> SelectAsync(string? stack, bool create, string? secretsProvider, CancellationToken cancel)
    {
        if (stack is null)
        {
            throw new CommandException("no stack selected; specify a stack name with --stack", ExitCodes.Usage);
        }

        var context = StackContext.OpenNew(host, stack);
        if (create && !context.Backend.Exists(context.Reference))
        {
            RequirePassphraseProvider(secretsProvider);
            await MakeAsync(context, cancel);
        }

        StackNames.RequireState(context.Project, context.Settings, context.Backend);
        await context.Selected.WriteAsync(context.Reference.FullName, cancel);
        return ExitCodes.Ok;
    }

    /// <summary>Selects no stack.</summary>
    public async Task<int> UnselectAsync(CancellationToken cancel)
    {
        var found = ProjectBackend.Open(host);
        if (found.Selected.Read() is not null)
        {
            await found.Selected.WriteAsync(null, cancel);
            host.Screen.Out.WriteLine("Stack was unselected");
        }

        return ExitCodes.Ok;
    }

    internal static void RequirePassphraseProvider(string? provider)
    {
        if (provider is not (null or "" or "default" or "passphrase"))
        {
            throw new CommandException($"unknown secrets provider type '{provider}': the embedded engine has 'passphrase'; use the official pulumi command for the others.", ExitCodes.Usage);
        }
    }

    /// <summary>The passphrase is needed at once: from now on the settings file says what the stack's secrets are encrypted with.</summary>
    private static async Task MakeAsync(StackContext context, CancellationToken cancel)
    {
        var secrets = context.SecretsAsync(cancel);
        if (!context.Backend.Exists(context.Reference))
        {
            await secrets;
        }

        await context.Backend.CreateAsync(context.Reference, cancel);
        await context.KeepSaltAsync(cancel);
    }

    private string Ask()
    {
        if (!host.Screen.Interactive)
        {
            throw new CommandException("missing stack name", ExitCodes.Usage);
        }

        host.Screen.Out.Write("stack name (dev): ");
        host.Screen.Out.Flush();
        return host.Screen.In.ReadLine()?.Trim() switch
        {
            null => throw new CommandException("no name was given, no stack was made.", ExitCodes.Cancelled),
            "" => "dev",
            var name => name,
        };
    }
}
