using Pulumi;
using Pulumi.Utilities;

// Programs that tests start as processes of their own: what counts is how they end, and what they give out.
if (args is ["secret-output"])
{
    return await Deployment.RunAsync(() => new Dictionary<string, object?> { ["plain"] = "open", ["password"] = Output.CreateSecret("hush-hush") });
}

return await Deployment.RunAsync(async () =>
{
    var program = args.Length > 0 ? args[0] : new Config().Require("program");
    switch (program)
    {
        case "ok":
            _ = new ComponentResource("test:index:Group", "group");
            break;
        case "nested-exception":
            throw new InvalidOperationException("outer trouble", new ArgumentException("inner trouble"));
        case "register-and-wait":
            var thing = new CustomResource("test:index:Thing", "thing", ResourceArgs.Empty, options: null);
            await OutputUtilities.GetValueAsync(thing.Urn);
#pragma warning disable RS0030 // A program's own door to its console.
            await Console.Out.WriteLineAsync("waiting for something else");
#pragma warning restore RS0030
            await new TaskCompletionSource().Task;
            break;
        case "droplets":
            return Droplets.Declare(args[1..]);
        case "callbacks":
            Callbacks.Declare();
            break;
        case "commands":
            return Commands.Of(new Config());
        case "keys":
            return Keys.Of(new Config());
        case "zone":
            return Zone.Declare(args[1..]);
        case "outputs":
            return Outputs.Of();
        case "reference":
            return await Outputs.OfAnotherAsync(args[1]);
        default:
            throw new RunException($"There is no program '{program}' here.");
    }

    return new Dictionary<string, object?>();
});
