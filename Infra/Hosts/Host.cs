using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.DigitalOcean;

namespace E3.Infra.Hosts;

/// <summary>A droplet that answers over SSH.</summary>
internal sealed class Host : ComponentResource
{
    private readonly Output<string> _privateKey;
    private readonly DialBudget _budget;

    public Host(Placement placement, HostArgs args, ComponentResourceOptions options)
        : base("e3:hosts:Host", placement.Name, options)
    {
        Placement = placement;
        _privateKey = args.Operator.PrivateKey;
        _budget = DialBudget.For(args.ReadySeconds);
        Droplet = new Droplet(
            placement.Name,
            new DropletArgs
            {
                Name = placement.Name,
                Region = placement.Region,
                Size = args.Size,
                Image = args.Image,
                SshKeys = { args.Operator.SshKey.Id },
                Tags = { args.Tag.Name },
            },
            new CustomResourceOptions { Parent = this });

        // A cloud calls a machine active when it is powered on; ready is when SSH answers. The first answer also tells the host's key,
        // which every later connection insists on.
        var ready = new Command(
            $"{placement.Name}-ready",
            new CommandArgs
            {
                Connection = Dial(hostKey: null),
                Create = "cat /etc/ssh/ssh_host_ed25519_key.pub",
                Triggers = Identity,
                AddPreviousOutputInEnv = false,
            },
            OnHost(this, new CustomTimeouts { Create = TimeSpan.FromSeconds(args.ReadySeconds), Update = TimeSpan.FromSeconds(args.ReadySeconds) }));
        HostKey = ready.Stdout.Apply(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)).Trim());
        RegisterOutputs();
    }

    public Placement Placement { get; }

    public string Name => Placement.Name;

    public Droplet Droplet { get; }

    /// <summary>Differs when the machine behind the name is a new one: what is to be done anew then has this among its triggers.</summary>
    public Output<object> Identity => Droplet.Id.Apply(id => (object)id);

    /// <summary>Where the other hosts and the operator reach it: its public IPv4 address.</summary>
    public Output<string> Address => Droplet.Ipv4Address;

    /// <summary>Type and key, as in a line of <c>known_hosts</c>. Known once the host has answered.</summary>
    public Output<string> HostKey { get; }

    /// <summary>How to enter this host, and no other that pretends to be it.</summary>
    public ConnectionArgs Connection => Dial(HostKey);

    /// <summary>Options of a command on this host: it goes with the droplet, so destroying one does not first log in to it.</summary>
    public CustomResourceOptions OnHost(Resource parent, CustomTimeouts? timeouts = null) =>
        new() { Parent = parent, DeletedWith = Droplet, CustomTimeouts = timeouts };

    private ConnectionArgs Dial(Input<string>? hostKey) => new()
    {
        Host = Address,
        User = "root",
        PrivateKey = _privateKey,
        HostKey = hostKey,
        DialErrorLimit = _budget.Retries,
        PerDialTimeout = _budget.SecondsPerDial,
    };
}

/// <summary>What all hosts of a fleet have in common.</summary>
internal sealed record HostArgs(OperatorKey Operator, Tag Tag, string Size, string Image, int ReadySeconds);
