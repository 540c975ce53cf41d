using System.Text;
using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class SecretTests
{
    private const string Canary = "canary-4711-do-not-show";

    [Test]
    public async Task A_secret_is_in_no_file_and_no_event_whatever_happens_to_it()
    {
        using var bench = new Workbench();
        bench.Config["memory:token"] = new ConfigValue($"{Canary}-token", Secret: true, IsObject: false);
        var files = new List<string>();
        var events = new List<EngineEvent>();
        bench.Cloud.Before = async (_, name, _) =>
        {
            await Task.Yield();
            files.AddRange(Contents(bench.Folder));
            if (name == "fails")
                throw new ProviderException($"cannot use password {Canary}-input");
        };
        var result = await bench.UpAsync(async program =>
        {
            var made = await program.ThingAsync("a", [("password", Secret($"{Canary}-input"))], more: request => request.AdditionalSecretOutputs.Add("address"));
            Assert.That(made["password"], Is.EqualTo(Secret($"{Canary}-input")), "outputs named like secret inputs are secret");
            Assert.That(made["address"], Is.InstanceOf<PropertyValue.Secret>());
            await program.ThingAsync("fails", [("password", Secret($"{Canary}-input"))]);
            await program.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = $"saw {Canary}-token" });
            await program.OutputsAsync(program.StackUrn, ("password", made["password"]));
        });
        events.AddRange(bench.Events);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(result.Outputs!["password"], Is.EqualTo(Secret($"{Canary}-input")));
        await bench.RunAsync(OperationKind.Refresh);
        events.AddRange(bench.Events);
        await bench.RunAsync(OperationKind.Preview, program => program.ThingAsync("a", [("password", Secret($"{Canary}-other"))]));
        events.AddRange(bench.Events);
        files.AddRange(Contents(bench.Folder));

        Assert.That(files, Is.Not.Empty.And.None.Contains(Canary));
        Assert.That(events.Select(Show), Is.Not.Empty.And.None.Contains(Canary));
        Assert.That(bench.Cloud.Things.Values.Single().Inputs["password"], Is.EqualTo(Text($"{Canary}-input")), "the provider sees it in clear");
        Assert.That((await bench.FindAsync("a"))!.Inputs["password"], Is.EqualTo(Secret($"{Canary}-input")));
    }

    private static IEnumerable<string> Contents(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Encoding.UTF8.GetString(File.ReadAllBytes(path)));

    private static string Show(EngineEvent engineEvent) => engineEvent switch
    {
        DiagnosticEvent message => message.Message,
        PreludeEvent prelude => string.Join(' ', prelude.Config.Values),
        ResourcePreEvent step => Show(step.Metadata),
        ResOutputsEvent step => Show(step.Metadata),
        ResOpFailedEvent step => Show(step.Metadata),
        _ => engineEvent.ToString(),
    };

    private static string Show(StepEventMetadata step) =>
        string.Join(' ', new[] { step.Old?.Inputs, step.Old?.Outputs, step.New?.Inputs, step.New?.Outputs }.OfType<PropertyMap>().SelectMany(map => map.Values).Select(Show));

    private static string Show(PropertyValue value) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Secret secret => Show(secret.Inner),
        PropertyValue.Map map => string.Join(' ', map.Properties.Values.Select(Show)),
        PropertyValue.List list => string.Join(' ', list.Items.Select(Show)),
        _ => "",
    };
}
