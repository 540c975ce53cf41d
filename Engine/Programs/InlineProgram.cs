using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace E3.Engine.Programs;

/// <summary>
/// A program in the process of whoever started the engine: that process serves a language runtime, whose Run is called once
/// (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto"/>).
/// </summary>
internal sealed class InlineProgram(string address, OperationRequest request) : IProgram
{
    /// <summary>What Pulumi's SDKs and engine allow each other, in bytes.</summary>
    private const int LargestMessage = 400 << 20;

    /// <summary>The exit code of a process that says the same: failed, and the reason has been logged.</summary>
    private const int AlreadyReported = 32;

    public async Task<ProgramExit> RunAsync(IReadOnlyDictionary<string, string?> environment, ProgramOutput output, CancellationToken kill)
    {
        if (!Uri.TryCreate($"http://{address}", UriKind.Absolute, out var target) || target.Authority != address || !address.Contains(':', StringComparison.Ordinal))
            throw new EngineException($"'{address}' is not the address of a language runtime: expected host:port");
        using var channel = GrpcChannel.ForAddress(
            target, new GrpcChannelOptions { MaxReceiveMessageSize = LargestMessage, MaxSendMessageSize = LargestMessage });
        try
        {
            var response = await new LanguageRuntime.LanguageRuntimeClient(channel).RunAsync(Request(environment), cancellationToken: kill);
            return response switch
            {
                { Bail: true } => new ProgramExit(AlreadyReported, response.Error),
                { Error.Length: > 0 } => new ProgramExit(1, response.Error) { Explanation = Unhandled(response.Error) },
                _ => new ProgramExit(0, ""),
            };
        }
        catch (RpcException error) when (kill.IsCancellationRequested)
        {
            throw new OperationCanceledException("the program was told to end", error, kill);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unknown)
        {
            // How Pulumi's SDK for Node.js says that the program threw.
            return new ProgramExit(1, error.Status.Detail) { Explanation = Unhandled(error.Status.Detail) };
        }
        catch (RpcException error)
        {
            throw new EngineException($"the program at {address} did not run to its end: {error.Status.Detail}. Is the process that started this command still there?", error);
        }
    }

    private static string Unhandled(string error) => $"an unhandled error occurred: {error}";

    private RunRequest Request(IReadOnlyDictionary<string, string?> environment)
    {
        var run = new RunRequest
        {
            Project = request.Project,
            Stack = request.Stack,
            Organization = "organization",
            Pwd = request.ProgramDirectory,
            // The official host gives the address of its Engine service as the only argument.
            Args = { environment["PULUMI_ENGINE"] },
            MonitorAddress = environment["PULUMI_MONITOR"],
            DryRun = environment["PULUMI_DRY_RUN"] == "true",
            Parallel = request.Parallel,
            Info = new ProgramInfo { RootDirectory = request.ProjectDirectory, ProgramDirectory = request.ProgramDirectory, EntryPoint = "." },
        };
        foreach (var (key, value) in request.Config)
        {
            run.Config[key] = value.Value;
            if (value.Secret)
                run.ConfigSecretKeys.Add(key);
        }
        return run;
    }
}
