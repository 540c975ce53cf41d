using System.Text.Json;
using Pulumi;
using Pulumi.Command.Local;

/// <summary>A stack of settings and commands, as a user's project on the disk has them.</summary>
internal static class Commands
{
    public static Dictionary<string, object?> Of(Config config)
    {
        var greeting = new Command("greeting", new CommandArgs { Create = config.Require("create"), Stdin = config.RequireSecret("password") });
        var colours = config.GetObject<Dictionary<string, JsonElement>>("colours");
        return new()
        {
            ["said"] = greeting.Stdout,
            ["password"] = config.RequireSecret("password"),
            ["colours"] = colours is null ? "none" : $"{colours["count"]} {colours["main"]}",
            ["evaluated"] = Run.Invoke(new RunInvokeArgs { Command = "echo every time" }).Apply(run => run.Stdout),
        };
    }
}
