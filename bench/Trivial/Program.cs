using Pulumi;
using Pulumi.Command.Local;

// The counterpart of Terraform's terraform_data: a resource with a provider, inputs and a state, which does nothing outside.
return await Deployment.RunAsync(() =>
{
    var count = new Config().RequireInt32("resources");
    for (var i = 0; i < count; i++)
        _ = new Command($"trivial-{i}", new CommandArgs { Triggers = new object[] { i } });
});
