using System.Globalization;
using E3.Engine.Backends;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using E3.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>
/// A valid state, a random program, a cloud that fails at random, one operation. Afterwards the state is sound and knows of everything that
/// exists, and a run without failures makes the cloud what the program says.
/// <para>
/// The same cases each time, others with E3_FUZZ_SEED (<see cref="Chance"/>); E3_FUZZ_CASES=10000 runs that many; E3_FUZZ_CASE=FILE one that failed.
/// </para>
/// </summary>
public sealed class EngineFuzzer
{
    private const int UsualCases = 2000;

    private static readonly string Failed = Path.Combine(AppContext.BaseDirectory, "engine-fuzz-failure.json");

    [Test]
    public void The_state_is_sound_whatever_fails()
    {
        if (Environment.GetEnvironmentVariable("E3_FUZZ_CASE") is { Length: > 0 } file)
        {
            Holds(FuzzCase.Parse(File.ReadAllText(file)));
            return;
        }
        var cases = int.Parse(Environment.GetEnvironmentVariable("E3_FUZZ_CASES") ?? $"{UsualCases}", CultureInfo.InvariantCulture);
        // Two at a time for each processor: half of the time goes into waiting for files.
        var config = Chance.Config.WithMaxTest(cases).WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount * 2));
        try
        {
            Check.One(config, Prop.ForAll(FuzzGenerator.Cases, Holds));
        }
        catch (Exception error) when (File.Exists(Failed))
        {
            throw new FuzzFailure($"{error.Message}\n\nThe smallest case that failed is kept. To run it again: E3_FUZZ_CASE={Failed} ./e3 test Engine.Tests -- --filter {nameof(EngineFuzzer)}");
        }
    }

    private static bool Holds(FuzzCase fuzz)
    {
        try
        {
            Task.Run(() => HoldsAsync(fuzz)).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception)
        {
            // The last one written is the smallest: what fails is made smaller for as long as it fails.
            File.WriteAllText(Failed, fuzz.ToJson());
            throw;
        }
    }

    private static async Task HoldsAsync(FuzzCase fuzz)
    {
        // In memory where the system has such a folder: what a power cut does to files is for other tests.
        using var bench = new Workbench(Directory.CreateDirectory(
            Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"e3-fuzz-{Guid.NewGuid():n}")).FullName);
        foreach (var name in Enumerable.Range(0, FuzzCase.Names))
            bench.Cloud.Things[$"foreign-{name}"] = ($"::foreign-{name}", FuzzProgram.Inputs(new FuzzNode(FuzzKind.Thing, name)));
        var start = FuzzState.Build(fuzz.Before, bench.Cloud, bench.Stack);
        await SaveAsync(bench, start);
        var checks = new FuzzChecks(fuzz, bench, start);
        await checks.KnownAsync();

        var before = File.Exists(bench.StatePath) ? await File.ReadAllBytesAsync(bench.StatePath) : [];
        var things = bench.Cloud.Things.Keys.Order().ToArray();
        var result = await OperateAsync(fuzz, bench, checks);
        if (fuzz.Kind == OperationKind.Preview)
        {
            checks.Require(!File.Exists(bench.StatePath) || Enumerable.SequenceEqual(before, await File.ReadAllBytesAsync(bench.StatePath)), "a preview changed the state");
            checks.Require(things.SequenceEqual(bench.Cloud.Things.Keys.Order()) && bench.Cloud.Calls.IsEmpty, "a preview changed the cloud");
        }
        await checks.KnownAsync();
        checks.Kept(bench.Cloud.Deleted);
        checks.Targeted(bench.Cloud.Calls, bench.Cloud.Deleted);
        if (result is { Succeeded: true } && fuzz is { Kind: OperationKind.Destroy, Targets: 0, Excludes: 0 })
            checks.Require((await bench.ResourcesAsync()).IsEmpty, "destroy left something in the state");

        await MendAsync(fuzz, bench, checks);
    }

    /// <summary>The operation, with what goes wrong in it; null when it could not begin or end.</summary>
    private static async Task<OperationResult?> OperateAsync(FuzzCase fuzz, Workbench bench, FuzzChecks checks)
    {
        if (!bench.Backend.Exists(bench.Stack) && fuzz.Kind is OperationKind.Refresh or OperationKind.Destroy)
            return null;
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        bench.Cloud.Before = bench.Cloud.BeforeLook = async (verb, name, cancel) =>
        {
            await Task.Yield();
            switch (fuzz.FaultOf(verb, name))
            {
                case FaultKind.Refused:
                    throw new ProviderException("refused");
                case FaultKind.Unreachable:
                    throw new IOException("unreachable");
                case FaultKind.Stop:
                    await stop.CancelAsync();
                    break;
                case FaultKind.AbortBefore:
                    await abort.CancelAsync();
                    cancel.ThrowIfCancellationRequested();
                    break;
            }
        };
        bench.Cloud.After = async (verb, name) =>
        {
            switch (fuzz.FaultOf(verb, name))
            {
                case FaultKind.AnswerLost:
                    throw new IOException("answer lost");
                case FaultKind.AbortAfter:
                    await abort.CancelAsync();
                    throw new OperationCanceledException(abort.Token);
            }
        };
        bench.Cloud.IsHalfMade = name => fuzz.FaultOf("create", name) == FaultKind.Half;
        string[] Globs(int bits) => [.. Enumerable.Range(0, FuzzCase.Names).Where(name => (bits >> name & 1) == 1).Select(name => $"**::?{name}".Replace("?", "*", StringComparison.Ordinal))];
        try
        {
            var result = await bench.RunAsync(
                fuzz.Kind, client => FuzzProgram.RunAsync(fuzz.Program, client), request => request with
                {
                    Parallel = fuzz.Parallel,
                    Targets = Globs(fuzz.Targets),
                    Replace = Globs(fuzz.Replace),
                    TargetDependents = fuzz.TargetDependents,
                    Excludes = Globs(fuzz.Excludes),
                    ExcludeDependents = fuzz.ExcludeDependents,
                    Refresh = fuzz.Refresh,
                    ContinueOnError = fuzz.ContinueOnError,
                }, stop.Token, abort.Token);
            checks.Require(result.Succeeded || result.Canceled || bench.Errors.Any(), "the operation failed and did not say why");
            // What somebody did by hand only a refresh sees.
            if (result.Succeeded && fuzz is { Kind: OperationKind.Update, Targets: 0, Excludes: 0 } && !Array.Exists(fuzz.Before, node => node.Mark is FuzzMark.Vanished or FuzzMark.Drifted))
                await checks.AsProgrammedAsync("after it succeeded");
            return result;
        }
        catch (Exception error) when (error is EngineException or OperationCanceledException)
        {
            checks.Require(error is not EngineException || !error.Message.Contains("would not be sound", StringComparison.Ordinal), error.Message);
            return null;
        }
        finally
        {
            (bench.Cloud.Before, bench.Cloud.BeforeLook, bench.Cloud.After) = ((_, _, _) => Task.CompletedTask, (_, _, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);
            bench.Cloud.IsHalfMade = _ => false;
        }
    }

    /// <summary>Without faults, and with nothing protected, the program can be had from whatever is there; then there is nothing left to do.</summary>
    private static async Task MendAsync(FuzzCase fuzz, Workbench bench, FuzzChecks checks)
    {
        if (bench.Backend.Exists(bench.Stack))
        {
            var snapshot = (await bench.Backend.LoadAsync(bench.Stack, bench.Secrets, default))!;
            await SaveAsync(bench, snapshot with
            {
                Resources = [.. snapshot.Resources.Select(state => state with { Protect = false })],
                PendingOperations = [.. snapshot.PendingOperations.Select(open => open with { Resource = open.Resource with { Protect = false } })],
            });
            checks.Require((await bench.RunAsync(OperationKind.Refresh)).Succeeded, "the refresh that mends it");
        }
        // What was imported by an operation may be gone since; from now on it is a resource like any other.
        FuzzNode[] program = [.. fuzz.Program.Select(node => node with { Options = node.Options & ~FuzzOptions.Import })];
        foreach (var look in program.Where(node => node.Kind == FuzzKind.Look))
            bench.Cloud.Things.TryAdd(FuzzProgram.ForeignId(look), ($"::{FuzzProgram.ForeignId(look)}", PropertyMap.Empty));
        Task Program(ProgramClient client) => FuzzProgram.RunAsync(program, client);
        checks.Require((await bench.UpAsync(Program)).Succeeded, "the run that mends it");
        await checks.AsProgrammedAsync("mended");
        checks.Require(!(await bench.RunAsync(OperationKind.Preview, Program)).HasChanges, "a second run would change something");
    }

    private static Task SaveAsync(Workbench bench, Snapshot snapshot) => snapshot.Resources.IsEmpty && snapshot.PendingOperations.IsEmpty && !bench.Backend.Exists(bench.Stack)
        ? Task.CompletedTask
        : DurableFile.WriteAsync(bench.StatePath, Checkpoint.Write(bench.Stack, snapshot, bench.Secrets, TimeProvider.System.GetUtcNow()), default);
}
