using System.Security.Cryptography;
using System.Text;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Mpyc;
using E3.Benchmarks.Running;
using Pulumi;
using Pulumi.Command.Local;

namespace E3.Benchmarks;

/// <summary>
/// A measurement as a resource: the runner takes it when the resource is created, and again when the job, the parties, the ways between
/// them or the measuring program change; the result stays in the stack's state.
/// </summary>
public sealed class Measurement : ComponentResource
{
    /// <summary>The component's type in a URN.</summary>
    public const string Type = "e3:benchmarks:Measurement";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">What to measure.</param>
    /// <param name="options">Everything else.</param>
    public Measurement(string name, MeasurementArgs args, ComponentResourceOptions? options = null) : base(Type, name, options)
    {
        var request = RequestOf(args);
        Input<object> trigger = Output.Unsecret(request.Apply(TriggerOf)).Apply(hash => (object)hash);
        var run = new Command(
            name,
            new CommandArgs
            {
                Create = "exec dotnet \"$E3_BENCHMARKS\" run",
                // From the program's folder, where commands run: another checkout is no reason to measure again.
                Environment = { ["E3_BENCHMARKS"] = Path.GetRelativePath(System.Environment.CurrentDirectory, typeof(Measurement).Assembly.Location) },
                Stdin = Output.CreateSecret(request.Apply(known => known.ToJson())),
                Triggers = { trigger },
                Logging = Logging.Stderr,
            },
            new CustomResourceOptions { Parent = this, DependsOn = args.After, DeleteBeforeReplace = true });
        // The runner's input is secret for its keys; the result has none, and a stack output may show it.
        Result = Output.Unsecret(run.Stdout);
        RegisterOutputs(new Dictionary<string, object?> { ["result"] = Result });
    }

    /// <summary>A <see cref="Results.MeasurementResult"/> as JSON.</summary>
    [Output("result")]
    public Output<string> Result { get; private set; }

    internal static string TriggerOf(RunRequest request)
    {
        // Keys of operators and hosts may change without a word about the network.
        var parties = request.Parties.Select(party => party with { Ssh = party.Ssh with { PrivateKey = null }, Rejoin = null }).ToList();
        var text = (request with { Parties = parties, Witness = null }).ToJson() + FloorProgram.Local.Hash + MpycHash(request.Job);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string MpycHash(Job job)
    {
        var program = job.Kind == JobKind.Mpyc && job.FindFault() is null ? MpycProgram.Find(job).Program : null;
        return program is null ? "" : program.Package?.Hash + program.Folder.Hash + Path.GetFileName(program.Script);
    }

    private static Output<RunRequest> RequestOf(MeasurementArgs args)
    {
        var parties = Output.All(args.Parties.Select(PartyOf));
        var links = Output.All(args.Links.Select(link => link.Address.Apply(address => new Link(link.From, link.To, address))));
        return parties.Apply(hosts => links.Apply(ways => new RunRequest
        {
            Overlay = args.Overlay,
            Job = args.Job,
            Repeats = args.Repeats,
            DeadlineSeconds = (int)Math.Ceiling(args.Deadline.TotalSeconds),
            Parties = hosts,
            Links = ways,
            Profile = args.Profile,
            Witness = args.Witness,
        }));
    }

    private static Output<PartyHost> PartyOf(MeasurementParty party) => Output.Tuple(party.Host, party.HostKey, party.PrivateKey, party.Machine ?? "").Apply(
        known => new PartyHost(
            party.Name, party.Region, new SshAccess(known.Item1, party.Port, party.User, known.Item2, known.Item3), known.Item4 is "" ? null : known.Item4, party.Rejoin));
}
