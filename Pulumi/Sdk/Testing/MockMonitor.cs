using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>Turns what a program asks of the engine into calls of mocks, and their answers into the engine's.</summary>
internal sealed class MockMonitor(IMocks mocks, ProgramEnvironment environment)
{
    private readonly ConcurrentDictionary<string, Struct> _known = new();

    public async Task<IMessage> AnswerAsync(object request) => request switch
    {
        // Outputs as such would show up in what mocks get to see.
        SupportsFeatureRequest feature => new SupportsFeatureResponse { HasSupport = feature.Id != "outputValues" },
        RegisterResourceRequest { Type: Stack.TypeToken } stack => new RegisterResourceResponse
        {
            Urn = UrnOf(stack.Parent, stack.Type, stack.Name),
            Object = new(),
        },
        RegisterResourceRequest registration => await RegisterAsync(registration),
        ReadResourceRequest reading => await ReadAsync(reading),
        RegisterResourceOutputsRequest outputs => await HearAsync(outputs),
        ResourceInvokeRequest { Tok: "pulumi:pulumi:getResource" } lookUp => LookUp(lookUp.Args.Fields[Signatures.UrnKey].StringValue),
        ResourceInvokeRequest call => new ResourceInvokeResponse { Return = await CallAsync(call.Tok, call.Args, call.Provider) },
        ResourceCallRequest call => new CallResponse { Return = await CallAsync(call.Tok, call.Args, call.Provider) },
        Pulumirpc.RegisterPackageRequest package => new RegisterPackageResponse { Ref = $"{package.Name}-{package.Version}" },
        _ => new Empty(),
    };

    private async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        var (id, state) = await NewAsync(
            request.Type, request.Name, request.Object, request.Provider, request.ImportId, request.Parent);
        return new() { Urn = UrnOf(request.Parent, request.Type, request.Name), Id = id ?? request.ImportId, Object = state };
    }

    private async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var (_, state) = await NewAsync(request.Type, request.Name, request.Properties, request.Provider, request.Id, request.Parent);
        return new() { Urn = UrnOf(request.Parent, request.Type, request.Name), Properties = state };
    }

    private async Task<(string? Id, Struct State)> NewAsync(
        string type, string name, Struct inputs, string provider, string id, string parent)
    {
        var (newId, state) = await mocks.NewResourceAsync(new()
        {
            Type = type,
            Name = name,
            Inputs = Read(inputs),
            Provider = provider,
            Id = id,
        });
        var written = await WriteAsync(state);
        var urn = UrnOf(parent, type, name);
        _known[urn] = new()
        {
            Fields =
            {
                [Signatures.UrnKey] = Value.ForString(urn),
                [Signatures.IdKey] = Value.ForString(newId ?? id),
                ["state"] = Value.ForStruct(written),
            },
        };
        return (newId, written);
    }

    private async Task<Struct> CallAsync(string token, Struct args, string provider)
        => await WriteAsync(await mocks.CallAsync(new() { Token = token, Args = Read(args), Provider = provider }));

    private async Task<Empty> HearAsync(RegisterResourceOutputsRequest request)
    {
        var outputs = request.Outputs.Fields.ToImmutableDictionary(
            field => field.Key, field => new Output<object?>(Task.FromResult(ValueReader.ReadLive(field.Value))));
        await mocks.RegisterResourceOutputs(new(request.Urn, outputs));
        return new();
    }

    private ResourceInvokeResponse LookUp(string urn) => _known.TryGetValue(urn, out var found)
        ? new() { Return = found }
        : throw new InvalidOperationException($"Unknown resource {urn}");

    private static ImmutableDictionary<string, object> Read(Struct properties)
    {
        var read = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, property) in properties.Fields)
        {
            if (ValueReader.ReadLive(property) is { IsKnown: true, Value: { } value })
            {
                read[name] = value;
            }
        }

        return read.ToImmutable();
    }

    private static async Task<Struct> WriteAsync(object state)
    {
        var properties = state is IDictionary<string, object> dictionary ? dictionary.ToImmutableDictionary() : state;
        var written = await new ValueWriter(keepResources: true).WriteAsync("", properties);
        return written is { KindCase: Value.KindOneofCase.StructValue } && Special.SignatureOf(written) is null
            ? written.StructValue
            : throw new InvalidOperationException($"{state.GetType().FullName} is not a supported argument type");
    }

    // Unlike an engine's, these name only the outermost and the own type; programs' tests compare them as text.
    private string UrnOf(string parent, string type, string name)
    {
        var types = parent.Length == 0 ? type : $"{parent.Split("::")[2].Split('$')[0]}${type}";
        return $"urn:pulumi:{environment.Stack}::{environment.Project}::{types}::{name}";
    }
}
