using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Verbs;

/// <summary>Asks the person whether to go ahead.</summary>
internal static class Question
{
    /// <summary>Refuses at once where nobody can answer: before anything is previewed or begun.</summary>
    public static void RequireAnswerable(Screen screen, OperationFlags flags)
    {
        if (!flags.Yes && !flags.SkipPreview && !flags.PreviewOnly && (!screen.Interactive || flags.Display.ForProgram))
        {
            throw new CommandException("--yes or --skip-preview must be passed in to proceed when running in non-interactive mode", ExitCodes.Usage);
        }
    }

    /// <summary>Returns on yes.</summary>
    /// <param name="screen">Where to ask.</param>
    /// <param name="what">The operation: <c>update</c>, <c>destroy</c>, <c>refresh</c>.</param>
    /// <param name="note">What to know before answering, or "".</param>
    /// <param name="details">Shows the changes in full; null where there is nothing more to show.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    public static async Task AskAsync(Screen screen, string what, string note, Func<StyledText>? details, CancellationToken cancel)
    {
        while (true)
        {
            screen.Write(new StyledText().Line().Add($"Do you want to perform this {what}?", Tone.Strong).Add(note.Length > 0 ? $" {note}" : "")
                .Add($" [yes/no{(details is null ? "" : "/details")}] ", Tone.Faint));
            await screen.Out.FlushAsync(cancel);
            var answer = await ReadLineAsync(screen, cancel);
            switch (answer?.Trim().ToLowerInvariant())
            {
                case "yes" or "y":
                    screen.Out.WriteLine();
                    return;
                case "no" or "n" or "":
                    throw new CommandException($"confirmation declined, not proceeding with the {what}");
                case null:
                    throw new CommandException($"confirmation cancelled, not proceeding with the {what}", ExitCodes.Cancelled);
                case "details" or "d" when details is not null:
                    screen.Write(details());
                    break;
            }
        }
    }

    /// <summary>Refuses where nobody can answer.</summary>
    public static void RequireInteractive(Screen screen)
    {
        if (!screen.Interactive)
        {
            throw new CommandException("--yes must be passed in to proceed when running in non-interactive mode", ExitCodes.Usage);
        }
    }

    /// <summary>Asks for a name to be typed before something is gone for good; returns when it was.</summary>
    public static async Task ConfirmByNameAsync(Screen screen, string warning, string name, CancellationToken cancel)
    {
        RequireInteractive(screen);
        screen.Write(new StyledText().Line(warning, Tone.Warning).Add("Please confirm that this is what you'd like to do by typing ").Add($"`{name}`", Tone.Strong).Add(": "));
        await screen.Out.FlushAsync(cancel);
        if ((await ReadLineAsync(screen, cancel))?.Trim() != name)
        {
            throw new CommandException("confirmation declined", ExitCodes.Cancelled);
        }
    }

    /// <summary>Asks whether to go ahead; returns on yes. <paramref name="question"/> ends in a question mark.</summary>
    public static async Task ConfirmAsync(Screen screen, string question, CancellationToken cancel)
    {
        RequireInteractive(screen);
        screen.Write(new StyledText().Add(question, Tone.Strong).Add(" [yes/no] ", Tone.Faint));
        await screen.Out.FlushAsync(cancel);
        if ((await ReadLineAsync(screen, cancel))?.Trim().ToLowerInvariant() is not ("yes" or "y"))
        {
            throw new CommandException("confirmation declined", ExitCodes.Cancelled);
        }
    }

    /// <summary>A terminal's read cannot be cancelled, so the wait for it is.</summary>
    private static Task<string?> ReadLineAsync(Screen screen, CancellationToken cancel) =>
        Task.Run(screen.In.ReadLine, CancellationToken.None).WaitAsync(cancel);
}
