using E3.Engine.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>How a call goes wrong.</summary>
internal enum Fault
{
    None,

    /// <summary>The cloud refuses.</summary>
    Refused,

    /// <summary>The line is dead before anything happens.</summary>
    Unreachable,

    /// <summary>The cloud did it, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>The person asks to stop while it is under way.</summary>
    Stop,
}

/// <summary>One thing of a random program: of eight names, needing things before it by position.</summary>
internal sealed record FuzzNode(int Name, int Needs, int Value, int Key, int Solo, bool DeleteFirst, bool ByProperty);

/// <summary>A history of programs that went well, then one operation that may not.</summary>
internal sealed record FuzzCase(FuzzNode[][] Before, FuzzNode[] Program, OperationKind Kind, int Parallel, Fault[] Faults, int Targets)
{
    public const int Names = 8;
    private static readonly string[] Verbs = ["create", "update", "delete"];

    public static Arbitrary<FuzzCase> Arbitrary { get; } = Arb.From(Generator(), Shrink);

    /// <summary>The fault of a call; things are called t0 to t7.</summary>
    public Fault FaultOf(string verb, string name) => Faults[Array.IndexOf(Verbs, verb) * Names + (name[1] - '0')];

    public override string ToString() =>
        $"{Kind} parallel={Parallel} targets={Targets:b}\n before: {string.Join("\n         ", Before.Select(Show))}\n program: {Show(Program)}\n faults: "
        + string.Join(' ', Faults.Select((fault, place) => (fault, place)).Where(item => item.fault != Fault.None)
            .Select(item => $"{Verbs[item.place / Names]}-t{item.place % Names}:{item.fault}"));

    private static string Show(FuzzNode[] program) => string.Join("; ", program.Select(node => $"t{node.Name} needs={node.Needs:b} v{node.Value} k{node.Key} s{node.Solo}"
        + (node.DeleteFirst ? " first" : "") + (node.ByProperty ? " prop" : "")));

    public static async Task RunAsync(FuzzNode[] program, ProgramClient client)
    {
        var made = new List<Task<Made>>();
        foreach (var node in program)
            made.Add(MakeAsync(node, [.. made.Where((_, place) => (node.Needs >> place & 1) == 1)], client));
        await Task.WhenAll(made);
    }

    private static async Task<Made> MakeAsync(FuzzNode node, Task<Made>[] needs, ProgramClient client)
    {
        var needed = await Task.WhenAll(needs);
        return await client.ThingAsync(
            $"t{node.Name}",
            [("value", Text($"{node.Value}")), ("key", Text($"{node.Key}")), ("solo", Text($"{node.Solo}"))],
            node.ByProperty ? [] : needed,
            request => (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (node.DeleteFirst, node.DeleteFirst),
            node.ByProperty ? [.. needed.Select((other, place) => (place == 0 ? "key" : $"more{place}", other, "address"))] : []);
    }

    private static Gen<FuzzCase> Generator()
    {
        var node =
            from needs in Gen.Choose(0, (1 << Names) - 1)
            from sparse in Gen.Choose(0, (1 << Names) - 1)
            from value in Gen.Choose(0, 1)
            from key in Gen.Choose(0, 3)
            from solo in Gen.Choose(0, 3)
            from first in Gen.Choose(0, 3)
            from byProperty in Gen.Choose(0, 1)
            select new FuzzNode(0, needs & sparse, value, key / 3, solo / 3, first == 0, byProperty == 1);
        var program =
            from order in Gen.Shuffle(Enumerable.Range(0, Names).ToArray())
            from count in Gen.Choose(0, Names)
            from nodes in Gen.ArrayOf(node, count)
            select nodes.Select((made, place) => made with { Name = order[place] }).ToArray();
        var fault = Gen.Frequency((6, Gen.Constant(Fault.None)), (3, Gen.Elements(Fault.Refused, Fault.Unreachable, Fault.AnswerLost)), (1, Gen.Constant(Fault.Stop)));
        return
            from count in Gen.Choose(0, 2)
            from before in Gen.ArrayOf(program, count)
            from last in program
            from kind in Gen.Frequency(
                (6, Gen.Constant(OperationKind.Update)), (2, Gen.Constant(OperationKind.Destroy)), (1, Gen.Constant(OperationKind.Refresh)), (1, Gen.Constant(OperationKind.Preview)))
            from parallel in Gen.Elements(1, 4, 16)
            from faults in Gen.ArrayOf(fault, Names * Verbs.Length)
            from calm in Gen.Choose(0, 2)
            from targeted in Gen.Choose(0, 3)
            from targets in Gen.Choose(1, (1 << Names) - 1)
            select new FuzzCase(before, last, kind, parallel, calm == 0 ? new Fault[Names * Verbs.Length] : faults, targeted == 0 ? targets : 0);
    }

    private static IEnumerable<FuzzCase> Shrink(FuzzCase big)
    {
        for (var drop = 0; drop < big.Before.Length; drop++)
            yield return big with { Before = [.. big.Before.Where((_, place) => place != drop)] };
        for (var which = 0; which < big.Before.Length; which++)
        {
            foreach (var smaller in Shrink(big.Before[which]))
                yield return big with { Before = [.. big.Before.Select((program, place) => place == which ? smaller : program)] };
        }
        foreach (var smaller in Shrink(big.Program))
            yield return big with { Program = smaller };
        for (var place = 0; place < big.Faults.Length; place++)
        {
            if (big.Faults[place] != Fault.None)
                yield return big with { Faults = [.. big.Faults.Select((fault, other) => other == place ? Fault.None : fault)] };
        }
        if (big.Parallel > 1)
            yield return big with { Parallel = 1 };
        if (big.Targets != 0)
            yield return big with { Targets = 0 };
    }

    /// <summary>Smaller by its last thing, or with one thing simpler; dropping another would shift what the rest need.</summary>
    private static IEnumerable<FuzzNode[]> Shrink(FuzzNode[] program)
    {
        if (program.Length > 0)
            yield return program[..^1];
        for (var which = 0; which < program.Length; which++)
        {
            var node = program[which];
            foreach (var simpler in new[] { node with { Needs = 0 }, node with { Value = 0 }, node with { Key = 0 }, node with { Solo = 0 }, node with { DeleteFirst = false } })
            {
                if (simpler != node)
                    yield return [.. program.Select((other, place) => place == which ? simpler : other)];
            }
        }
    }
}
