using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Command.Remote.Inputs;
using Remote = Pulumi.Command.Remote;

/// <summary>Private keys that commands take and print.</summary>
internal static class Keys
{
    public static Dictionary<string, object?> Of(Config config)
    {
        var secretOutput = new CustomResourceOptions { AdditionalSecretOutputs = { "stdout" } };
        var made = new Command("made", new CommandArgs { Create = $"cat {config.Require("otherFile")}" }, secretOutput);
        var there = new Remote.Command(
            "there",
            new()
            {
                Connection = new ConnectionArgs
                {
                    Host = "127.0.0.1",
                    Port = config.RequireDouble("port"),
                    User = config.Require("user"),
                    PrivateKey = config.RequireSecret("privateKey"),
                    DialErrorLimit = 0,
                },
                Create = $"cat {config.Require("keyFile")}; {config.Get("then") ?? "true"}",
            },
            secretOutput);
        return new() { ["made"] = made.Stdout, ["there"] = there.Stdout };
    }
}
