using E3.Infra.Software;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;

namespace E3.Infra.Hosts;

/// <summary>A machine that takes part and is entered over SSH: made by the stack, or only used by it.</summary>
internal abstract class Host : ComponentResource
{
    private readonly DialBudget _budget;
    private readonly int _readySeconds;

    protected Host(string type, Placement placement, int readySeconds, ComponentResourceOptions options)
        : base(type, placement.Name, options)
    {
        Placement = placement;
        _readySeconds = readySeconds;
        _budget = DialBudget.For(readySeconds);
    }

    public Placement Placement { get; }

    public string Name => Placement.Name;

    /// <summary>Where the other hosts and the operator reach it without an overlay.</summary>
    public abstract Output<string> Address { get; }

    /// <summary>Differs when the machine behind the name is a new one: what is to be done anew then has this among its triggers.</summary>
    public abstract Output<object> Identity { get; }

    /// <summary>
    /// What kind of machine it is at the moment, such as a droplet's size. A host whose machine changed was switched off meanwhile: what only
    /// runs is to be started again, what is on its disk is there.
    /// </summary>
    public virtual Output<string> Machine => Output.Create("");

    /// <summary>It answers, also after its machine changed; null before <see cref="AwaitAnswer"/> and for a machine that never changes.</summary>
    public Resource? Awake { get; private set; }

    /// <summary>What was put on it before it is used; null while its image has all it needs.</summary>
    public HostSoftware? Software { get; set; }

    /// <summary>What it does for the others besides being one of them, as the flake calls it (<c>roles</c> in <c>nix/hosts.nix</c>).</summary>
    public ISet<string> Roles { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Differs when the machine or what was put on it does.</summary>
    public Output<string> Setup => Software is { } software
        ? Output.Tuple(Machine, software.Version).Apply(known => $"{known.Item1} {known.Item2}".Trim())
        : Machine;

    /// <summary>Who the operator is on it.</summary>
    public virtual string User => "root";

    /// <summary>The port that its sshd listens on.</summary>
    public virtual int Port => 22;

    /// <summary>The file with <see cref="PrivateKey"/>, seen from the folder of Pulumi.yaml; <c>~/</c> is the user's home.</summary>
    public abstract string KeyFile { get; }

    /// <summary>The kind of NixOS machine that Colmena takes it for; null for a machine that it leaves alone.</summary>
    public abstract string? Kind { get; }

    /// <summary>What opens the door to it.</summary>
    public abstract Output<string> PrivateKey { get; }

    /// <summary>Type and key, as in a line of <c>known_hosts</c>. Known once the host has answered.</summary>
    public Output<string> HostKey { get; private set; } = null!;

    /// <summary>How to enter this host, and no other that pretends to be it.</summary>
    public ConnectionArgs Connection => Dial(HostKey);

    /// <summary>A command line that root runs, whoever the operator is there; it may read standard input.</summary>
    public string AsRoot(string command) => User == "root" ? command : $"sudo -n sh -c '{command.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Options of a command on this host: it comes after whatever was put there.</summary>
    public CustomResourceOptions OnHost(Resource parent, CustomTimeouts? timeouts = null)
    {
        var options = Goes(new CustomResourceOptions { Parent = parent, CustomTimeouts = timeouts });
        if (Awake is not null)
        {
            options.DependsOn.Add(Awake);
        }

        if (Software is { } software)
        {
            options.DependsOn.Add(software.Installed);
        }

        return options;
    }

    /// <summary>Says what becomes of a command when the host goes.</summary>
    protected abstract CustomResourceOptions Goes(CustomResourceOptions options);

    /// <summary>
    /// Waits until SSH answers. The first answer also tells the host's key, unless it is known, and every later connection insists on it.
    /// </summary>
    /// <param name="known">The key it must have; null for whichever it shows.</param>
    /// <param name="delete">What is to be done on it at the very end; null for nothing.</param>
    protected void AwaitAnswer(Input<string>? known, string? delete)
    {
        var ready = new Command(
            $"{Name}-ready",
            new CommandArgs
            {
                Connection = Dial(known),
                Create = "cat /etc/ssh/ssh_host_ed25519_key.pub",
                Delete = delete!,
                Triggers = Identity,
                AddPreviousOutputInEnv = false,
            },
            OnHost(this, Patience));
        HostKey = ready.Stdout.Apply(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)).Trim());
    }

    /// <summary>
    /// Waits anew whenever the machine changed, as it was switched off meanwhile. By a command of its own: the one that told the host's key does not
    /// run again, so that a preview knows the key, and of all that is done on the host shows only what changes.
    /// </summary>
    protected void AwaitAnswerAgain() => Awake = new Command(
        $"{Name}-awake",
        new CommandArgs
        {
            Connection = Connection,
            Create = "true",
            // Nobody reads it.
            Stdin = Machine,
            Triggers = Identity,
            AddPreviousOutputInEnv = false,
        },
        OnHost(this, Patience));

    private CustomTimeouts Patience => new() { Create = TimeSpan.FromSeconds(_readySeconds), Update = TimeSpan.FromSeconds(_readySeconds) };

    private ConnectionArgs Dial(Input<string>? hostKey)
    {
        var connection = new ConnectionArgs
        {
            Host = Address,
            User = User,
            PrivateKey = PrivateKey,
            HostKey = hostKey,
            DialErrorLimit = _budget.Retries,
            PerDialTimeout = _budget.SecondsPerDial,
        };
        if (Port != 22)
        {
            connection.Port = Port;
        }

        return connection;
    }
}
