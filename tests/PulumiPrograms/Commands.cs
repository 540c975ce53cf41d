using Pulumi;
using Pulumi.Command.Local;

/// <summary>A stack of settings and commands, as a user's project on the disk has them.</summary>
internal static class Commands
{
    internal sealed record Colours(string Main, int Count);

    public static Dictionary<string, object?> Of(Config config)
    {
        var greeting = new Command("greeting", new CommandArgs { Create = config.Require("create"), Stdin = config.RequireSecret("password") });
        var colours = config.GetObject<Colours>("colours");
        return new()
        {
            ["said"] = greeting.Stdout,
            ["password"] = config.RequireSecret("password"),
            ["colours"] = colours is null ? "none" : $"{colours.Count} {colours.Main}",
            ["evaluated"] = Run.Invoke(new RunInvokeArgs { Command = "echo every time" }).Apply(run => run.Stdout),
        };
    }
}
