using E3.Infra.Config;
using E3.Infra.Software;
using Pulumi;
using Pulumi.DigitalOcean;

namespace E3.Infra.Hosts;

/// <summary>A droplet that answers over SSH.</summary>
internal sealed class DropletHost : Host
{
    private readonly OperatorKey _operator;
    private readonly string _kind;

    public DropletHost(Placement placement, DropletHostArgs args, ComponentResourceOptions options)
        : base("e3:hosts:Host", placement, args.ReadySeconds, options)
    {
        _operator = args.Operator;
        _kind = args.Image.Kind;
        Droplet = new Droplet(
            placement.Name,
            new DropletArgs
            {
                Name = placement.Name,
                Region = placement.Region,
                Size = args.Size,
                Image = args.Image.Id,
                SshKeys = { args.Operator.SshKey.Id },
                Tags = { args.Tag.Name },
            },
            args.Image.IsStartOnly ? new CustomResourceOptions { Parent = this, IgnoreChanges = { "image" } } : new CustomResourceOptions { Parent = this });

        // A cloud calls a machine active when it is powered on; ready is when SSH answers.
        AwaitAnswer(known: null, delete: null);
        AwaitAnswerAgain();
        RegisterOutputs();
    }

    public Droplet Droplet { get; }

    public override Output<object> Identity => Droplet.Id.Apply(id => (object)id);

    public override Output<string> Machine => Droplet.Size;

    /// <summary>Its public IPv4 address.</summary>
    public override Output<string> Address => Droplet.Ipv4Address;

    public override string KeyFile => _operator.File;

    public override string? Kind => _kind;

    public override Output<string> PrivateKey => _operator.PrivateKey;

    /// <summary>A command goes with the droplet, so destroying one does not first log in to it.</summary>
    protected override CustomResourceOptions Goes(CustomResourceOptions options)
    {
        options.DeletedWith = Droplet;
        return options;
    }
}

/// <summary>What all droplets of a fleet have in common.</summary>
internal sealed record DropletHostArgs(OperatorKey Operator, Tag Tag, string Size, DropletImage Image, int ReadySeconds);

/// <summary>What droplets start from.</summary>
/// <param name="Id">A slug, or the number of an own image.</param>
/// <param name="IsStartOnly">
/// Whether something else decides what a droplet is once it has started: then a new image is for new droplets, and no running one is made anew.
/// </param>
/// <param name="Kind">What Colmena takes such a droplet for: a file of <c>nix/modules/kinds</c>.</param>
internal sealed record DropletImage(Input<string> Id, bool IsStartOnly, string Kind = "droplet")
{
    /// <summary>The image that a stack's settings ask for; that of the flake is built for it.</summary>
    public static DropletImage Of(string stack, ProjectFolder project, Settings settings)
    {
        if (settings.Image == SettingsReader.BuiltImage)
        {
            return new DropletImage(new NixosImage(stack, project, settings.Regions.Where(region => region.Count > 0).Select(region => region.Region)).Id, IsStartOnly: true);
        }

        return settings.Software.Kind == SoftwareKind.NixosAnywhere
            ? new DropletImage(settings.Image, IsStartOnly: true, "installed-droplet")
            : new DropletImage(settings.Image, IsStartOnly: false);
    }
}
