using FsCheck;
using FsCheck.Fluent;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>Makes cases from random numbers, and smaller ones from those that fail.</summary>
internal static class FuzzGenerator
{
    private static readonly string[] Verbs = ["create", "create", "update", "delete", "read", "find", "check", "diff"];
    private static readonly FuzzMark[] Marks = Enum.GetValues<FuzzMark>();
    private static readonly FaultKind[] FaultKinds = Enum.GetValues<FaultKind>();

    public static Arbitrary<FuzzCase> Cases { get; } = Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => Make(new Random(seed))), Shrink);

    private static FuzzCase Make(Random random)
    {
        var before = random.Next(5) == 0 ? [] : Program(random, marks: random.Next(2) == 0);
        // Mostly an edit of what is there, as in life; sometimes another program altogether.
        var program = random.Next(3) == 0 ? Program(random, marks: false) : Edit(random, before);
        OperationKind[] kinds =
        [
            OperationKind.Update, OperationKind.Update, OperationKind.Update, OperationKind.Update, OperationKind.Update, OperationKind.Destroy,
            OperationKind.Destroy, OperationKind.Refresh, OperationKind.Preview,
        ];
        var faults = random.Next(4) == 0 ? [] : Enumerable.Range(0, random.Next(1, 10)).Select(_ => Fault(random)).DistinctBy(fault => (fault.Verb, fault.Name)).ToArray();
        var chosen = random.Next(8);
        return new FuzzCase(before, program, Pick(random, kinds), faults)
        {
            Parallel = Pick(random, [1, 4, 16]),
            Targets = chosen < 2 ? Bits(random) : 0,
            Excludes = chosen == 2 ? Bits(random) & Bits(random) : 0,
            ExcludeDependents = random.Next(2) == 0,
            Refresh = random.Next(6) == 0,
            TargetDependents = random.Next(2) == 0,
            Replace = random.Next(8) == 0 ? Bits(random) & Bits(random) : 0,
            ContinueOnError = random.Next(4) == 0,
        };
    }

    private static FuzzFault Fault(Random random) =>
        new(Pick(random, Verbs), FuzzNode.NameOf(FuzzKind.Thing, random.Next(FuzzCase.Names)), random.Next(3) == 0 ? FaultKind.Refused : Pick(random, FaultKinds));

    private static FuzzNode[] Program(Random random, bool marks)
    {
        var names = Enumerable.Range(0, FuzzCase.Names).ToArray();
        random.Shuffle(names);
        return [.. names.Take(random.Next(FuzzCase.Names + 1)).Select((name, place) => Node(random, name, place, marks))];
    }

    private static FuzzNode Node(Random random, int name, int place, bool marks)
    {
        var kind = random.Next(10) switch { 0 => FuzzKind.Group, 1 => FuzzKind.Provider, 2 => FuzzKind.Look, _ => FuzzKind.Thing };
        int Earlier(int one) => place > 0 && random.Next(one) == 0 ? random.Next(place) : -1;
        return new FuzzNode(kind, name)
        {
            Parent = Earlier(5),
            Provider = Earlier(2),
            DeletedWith = Earlier(8),
            Needs = Bits(random) & Bits(random) & ((1 << place) - 1),
            ReplaceWith = random.Next(10) == 0 ? Bits(random) & ((1 << place) - 1) : 0,
            Value = random.Next(2),
            Key = random.Next(4) / 3,
            Solo = random.Next(4) / 3,
            Options = Options(random),
            Mark = marks && random.Next(3) == 0 ? Pick(random, Marks) : FuzzMark.None,
        };
    }

    private static FuzzNode[] Edit(Random random, FuzzNode[] before)
    {
        var nodes = before.Select(node => node with { Mark = FuzzMark.None }).ToArray();
        for (var change = random.Next(5); change > 0 && nodes.Length > 0; change--)
        {
            var place = random.Next(nodes.Length);
            var node = nodes[place];
            switch (random.Next(8))
            {
                case 0:
                    nodes = Without(nodes, place);
                    break;
                case 1:
                    var free = Enumerable.Range(0, FuzzCase.Names).Except(nodes.Select(other => other.Name)).ToArray();
                    if (free.Length > 0 && node.Kind != FuzzKind.Look)
                        nodes[place] = node with { Name = Pick(random, free), FormerName = random.Next(4) == 0 ? -1 : node.Name };
                    break;
                case 2:
                    nodes[place] = Node(random, node.Name, place, marks: false);
                    break;
                case 3:
                    nodes[place] = node with
                    {
                        Parent = place > 0 && random.Next(2) == 0 ? random.Next(place) : -1,
                        FormerName = node.Name,
                        Options = random.Next(2) == 0 ? node.Options | FuzzOptions.WasRoot : node.Options,
                    };
                    break;
                case 4:
                    nodes[place] = node with { Options = Options(random) };
                    break;
                case 5:
                    nodes[place] = node with { Key = 1 - node.Key };
                    break;
                case 6:
                    nodes[place] = node with { Solo = 1 - node.Solo };
                    break;
                default:
                    nodes[place] = node with { Value = 1 - node.Value };
                    break;
            }
        }
        return WithoutConflicts(nodes);
    }

    /// <summary>The engine refuses a name that two resources claim, as its own or as a former one; tests of aliases see to that.</summary>
    private static FuzzNode[] WithoutConflicts(FuzzNode[] nodes)
    {
        bool IsClaimed(FuzzNode node, string former) =>
            nodes.Any(other => other != node && (other.FullName == former || (other.FormerName >= 0 && FuzzNode.NameOf(other.Kind, other.FormerName) == former)));
        for (var place = 0; place < nodes.Length; place++)
        {
            if (nodes[place] is { FormerName: >= 0 } node && IsClaimed(node, FuzzNode.NameOf(node.Kind, node.FormerName)))
                nodes[place] = node with { FormerName = -1 };
        }
        return nodes;
    }

    private static FuzzOptions Options(Random random)
    {
        var options = FuzzOptions.None;
        foreach (var option in Enum.GetValues<FuzzOptions>())
        {
            if (random.Next(option is FuzzOptions.ByProperty or FuzzOptions.DeleteFirst ? 4 : 12) == 0)
                options |= option;
        }
        return options;
    }

    private static int Bits(Random random) => random.Next(1 << FuzzCase.Names);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static IEnumerable<FuzzCase> Shrink(FuzzCase big)
    {
        if (big.Before.Length > 0)
            yield return big with { Before = [] };
        for (var place = 0; place < big.Faults.Length; place++)
            yield return big with { Faults = [.. big.Faults.Where((_, other) => other != place)] };
        foreach (var smaller in Shrink(big.Before))
            yield return big with { Before = smaller };
        foreach (var smaller in Shrink(big.Program))
            yield return big with { Program = smaller };
        foreach (var simpler in new[]
        {
            big with { Parallel = 1 }, big with { Targets = 0 }, big with { Replace = 0 }, big with { TargetDependents = false }, big with { ContinueOnError = false },
            big with { Excludes = 0 }, big with { ExcludeDependents = false }, big with { Refresh = false },
        })
        {
            if (simpler != big)
                yield return simpler;
        }
    }

    private static IEnumerable<FuzzNode[]> Shrink(FuzzNode[] program)
    {
        for (var place = program.Length - 1; place >= 0; place--)
            yield return Without(program, place);
        for (var which = 0; which < program.Length; which++)
        {
            var node = program[which];
            var simpler = new List<FuzzNode>
            {
                node with { Needs = 0 }, node with { Parent = -1 }, node with { Provider = -1 }, node with { DeletedWith = -1 }, node with { ReplaceWith = 0 },
                node with { FormerName = -1 }, node with { Mark = FuzzMark.None }, node with { Value = 0 }, node with { Key = 0 }, node with { Solo = 0 },
            };
            simpler.AddRange(Enum.GetValues<FuzzOptions>().Select(option => node with { Options = node.Options & ~option }));
            foreach (var smaller in simpler.Where(smaller => smaller != node))
                yield return [.. program.Select((other, place) => place == which ? smaller : other)];
        }
    }

    /// <summary>The program without one node; what the rest refer to stays what it was.</summary>
    private static FuzzNode[] Without(FuzzNode[] program, int gone)
    {
        int One(int place) => place == gone ? -1 : place > gone ? place - 1 : place;
        int Many(int bits) => (bits & ((1 << gone) - 1)) | ((bits >> (gone + 1)) << gone);
        return
        [
            .. program.Where((_, place) => place != gone).Select(node => node with
            {
                Parent = One(node.Parent),
                Provider = One(node.Provider),
                DeletedWith = One(node.DeletedWith),
                Needs = Many(node.Needs),
                ReplaceWith = Many(node.ReplaceWith),
            }),
        ];
    }
}
