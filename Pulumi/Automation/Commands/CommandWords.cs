namespace Pulumi.Automation.Commands;

/// <summary>What is said to the command beside the words of a call.</summary>
internal static class CommandWords
{
    /// <param name="args">The words of the call.</param>
    /// <param name="eventLog">Where it is to write events; null = nowhere.</param>
    public static IReadOnlyList<string> For(IList<string> args, string? eventLog)
    {
        var flags = new List<string>();
        if (!args.Contains("--non-interactive"))
        {
            // There is nobody to answer: a question is to fail instead of waiting for ever.
            flags.Add("--non-interactive");
        }

        if (eventLog is not null)
        {
            flags.AddRange(["--event-log", eventLog]);
        }

        // What stands behind a -- is no flag any more.
        var separator = args.IndexOf("--");
        return separator < 0 ? [.. args, .. flags] : [.. args.Take(separator), .. flags, .. args.Skip(separator)];
    }
}
