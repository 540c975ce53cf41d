using Pulumi;
using Pulumi.Command.Local;

// The counterpart of Terraform's terraform_data: a resource with a provider, inputs and a state, which does nothing outside.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var count = config.RequireInt32("resources");
    var changed = config.GetBoolean("changed") ?? false;
    for (var i = 0; i < count; i++)
        _ = new Command($"trivial-{i}", new CommandArgs { Triggers = new object[] { i, changed && i == 0 ? "new" : "old" } });
});
