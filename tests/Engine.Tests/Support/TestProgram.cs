using E3.Engine.Programs;
using E3.Engine.Properties;
using E3.Engine.Protocol;
using Grpc.Net.Client;
using Pulumirpc;
using static Pulumirpc.ResourceMonitor;

namespace E3.Engine.Tests.Support;

/// <summary>A program in the test's process that speaks the real protocol over the real socket.</summary>
internal sealed class TestProgram(Func<ProgramClient, Task<int>> main) : IProgram
{
    public async Task<ProgramExit> RunAsync(IReadOnlyDictionary<string, string?> environment, ProgramOutput output, CancellationToken kill)
    {
        using var channel = GrpcChannel.ForAddress($"http://{environment["PULUMI_MONITOR"]}");
        var client = new ProgramClient(new ResourceMonitorClient(channel), new Pulumirpc.Engine.EngineClient(channel), environment);
        try
        {
            await client.RegisterStackAsync();
            return new ProgramExit(await main(client).WaitAsync(kill), "");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            output.ErrorLine(error.Message);
            return new ProgramExit(1, error.Message);
        }
    }
}

/// <summary>A registered resource as the program sees it.</summary>
internal sealed record Made(string Urn, string Id, PropertyMap Outputs, Result Result)
{
    public PropertyValue this[string name] => Outputs.TryGetValue(name, out var value) ? value : PropertyValue.Unknown.Value;
}

internal sealed class ProgramClient(ResourceMonitorClient monitor, Pulumirpc.Engine.EngineClient engine, IReadOnlyDictionary<string, string?> environment)
{
    public const string ThingType = "memory:index:Thing";

    public IReadOnlyDictionary<string, string?> Environment => environment;

    public ResourceMonitorClient Monitor => monitor;

    public Pulumirpc.Engine.EngineClient Engine => engine;

    public string StackUrn { get; private set; } = "";

    public bool DryRun => environment["PULUMI_DRY_RUN"] == "true";

    public async Task RegisterStackAsync() => StackUrn = (await monitor.RegisterResourceAsync(new RegisterResourceRequest
    {
        Type = "pulumi:pulumi:Stack",
        Name = $"{environment["PULUMI_PROJECT"]}-{environment["PULUMI_STACK"]}",
        SupportsResultReporting = true,
    })).Urn;

    /// <summary>Registers a thing; an input that is another's output makes it a dependency.</summary>
    public async Task<Made> ThingAsync(
        string name, (string Name, PropertyValue Value)[]? inputs = null, Made[]? dependsOn = null, Action<RegisterResourceRequest>? more = null,
        (string Name, Made Of, string Output)[]? from = null)
    {
        var properties = PropertyMap.From((inputs ?? []).Select(input => KeyValuePair.Create(input.Name, input.Value)));
        var request = new RegisterResourceRequest
        {
            Type = ThingType,
            Name = name,
            Custom = true,
            Parent = StackUrn,
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
        };
        request.Dependencies.AddRange((dependsOn ?? []).Select(made => made.Urn));
        foreach (var (input, of, output) in from ?? [])
        {
            properties = properties.With(input, of[output]);
            request.Dependencies.Add(of.Urn);
            request.PropertyDependencies[input] = new() { Urns = { of.Urn } };
        }
        foreach (var property in properties.Keys)
            request.PropertyDependencies.TryAdd(property, new());
        request.Object = WireProperties.Write(properties, secrets: true, resources: true);
        more?.Invoke(request);
        var response = await monitor.RegisterResourceAsync(request);
        return new Made(response.Urn, response.Id, WireProperties.Read(response.Object), response.Result);
    }

    public async Task<Made> ComponentAsync(string name, string? parent = null)
    {
        var response = await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = "test:index:Group",
            Name = name,
            Parent = parent ?? StackUrn,
            SupportsResultReporting = true,
        });
        return new Made(response.Urn, "", PropertyMap.Empty, response.Result);
    }

    public async Task OutputsAsync(string urn, params (string Name, PropertyValue Value)[] outputs) => await monitor.RegisterResourceOutputsAsync(
        new RegisterResourceOutputsRequest
        {
            Urn = urn,
            Outputs = WireProperties.Write(PropertyMap.From(outputs.Select(output => KeyValuePair.Create(output.Name, output.Value))), secrets: true, resources: true),
        });
}
