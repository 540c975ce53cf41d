using System.Globalization;
using E3.Engine.Providers;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>
/// A valid state, a random program, a cloud that fails at random, one operation. Afterwards the state is sound and knows of everything that
/// exists, and a run without failures makes the cloud what the program says. E3_FUZZ_CASES sets how many; E3_FUZZ_SEED repeats one.
/// </summary>
public sealed class EngineFuzzer
{
    [Test]
    public void The_state_is_sound_whatever_fails()
    {
        var cases = int.Parse(Environment.GetEnvironmentVariable("E3_FUZZ_CASES") ?? "120", CultureInfo.InvariantCulture);
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(50);
        if (Environment.GetEnvironmentVariable("E3_FUZZ_SEED") is { } seed)
            config = config.WithReplay(ulong.Parse(seed.Split(',')[0], CultureInfo.InvariantCulture), ulong.Parse(seed.Split(',')[1], CultureInfo.InvariantCulture));
        Check.One(config, Prop.ForAll(FuzzCase.Arbitrary, fuzz => Task.Run(() => HoldsAsync(fuzz)).GetAwaiter().GetResult()));
    }

    private static async Task<bool> HoldsAsync(FuzzCase fuzz)
    {
        using var bench = new Workbench();
        foreach (var program in fuzz.Before)
        {
            var result = await bench.UpAsync(client => FuzzCase.RunAsync(program, client));
            Require(result.Succeeded, bench, "the history");
        }
        using var stop = new CancellationTokenSource();
        bench.Cloud.Before = async (verb, name, _) =>
        {
            await Task.Yield();
            switch (fuzz.FaultOf(verb, name))
            {
                case Fault.Refused:
                    throw new ProviderException("refused");
                case Fault.Unreachable:
                    throw new IOException("unreachable");
                case Fault.Stop:
                    await stop.CancelAsync();
                    break;
            }
        };
        bench.Cloud.After = (verb, name) => fuzz.FaultOf(verb, name) == Fault.AnswerLost ? throw new IOException("answer lost") : Task.CompletedTask;
        string[] targets = [.. Enumerable.Range(0, FuzzCase.Names).Where(name => (fuzz.Targets >> name & 1) == 1).Select(name => Urn($"t{name}"))];
        var exists = bench.Backend.Exists(bench.Stack);
        if (exists || fuzz.Kind is OperationKind.Update or OperationKind.Preview)
        {
            await bench.RunAsync(
                fuzz.Kind, client => FuzzCase.RunAsync(fuzz.Program, client), request => request with { Parallel = fuzz.Parallel, Targets = targets }, stop.Token);
        }
        (bench.Cloud.Before, bench.Cloud.After) = ((_, _, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);
        await RequireKnownAsync(bench);

        var final = await bench.UpAsync(client => FuzzCase.RunAsync(fuzz.Program, client));
        Require(final.Succeeded, bench, "the run that mends it");
        var resources = await bench.ResourcesAsync();
        Require(!resources.Any(state => state.Delete || state.PendingReplacement), bench, "something is left half replaced");
        var ids = resources.Where(state => state.Type == ProgramClient.ThingType).Select(state => state.Id).Order().ToArray();
        Require(ids.SequenceEqual(bench.Cloud.Things.Keys.Order()), bench, "cloud and state differ");
        Require(ids.Length == fuzz.Program.Length, bench, "cloud and program differ");
        Require(!(await bench.UpAsync(client => FuzzCase.RunAsync(fuzz.Program, client))).HasChanges, bench, "a second run changes something");
        return true;
    }

    private static async Task RequireKnownAsync(Workbench bench)
    {
        Require(!File.Exists(bench.JournalPath), bench, "a journal is left");
        if (await bench.Backend.LoadAsync(bench.Stack, bench.Secrets, default) is not { } snapshot)
        {
            Require(bench.Cloud.Things.IsEmpty, bench, "things without a state");
            return;
        }
        Require(SnapshotIntegrity.FirstFault(snapshot) is null, bench, "the state is not sound");
        var known = snapshot.Resources.Select(state => state.Id).ToHashSet();
        var pending = snapshot.PendingOperations.Select(operation => operation.Resource.Urn).ToHashSet();
        foreach (var (id, thing) in bench.Cloud.Things)
            Require(known.Contains(id) || pending.Contains(thing.Urn), bench, $"nobody knows of {id} ({thing.Urn})");
    }

    private static void Require(bool holds, Workbench bench, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"{what}: {string.Join('\n', bench.Errors)}\ncalls: {string.Join(", ", bench.Cloud.Calls)}");
    }
}
