using Pulumi;
using Pulumi.Command.Local;
using Pulumi.DigitalOcean;

namespace E3.Infra.Software;

/// <summary>
/// The image that droplets start from: built from the flake, put into a bucket of the stack's own, imported in the regions in use. All of it is
/// made anew when a file that the image is made from changes, and only then. What is in the image is public: DigitalOcean takes one only from an
/// address that anybody may read, so the object is readable by whoever knows its name; the bucket lists nothing.
/// </summary>
internal sealed class NixosImage : ComponentResource
{
    // Any region of Spaces does, and another one must not be chosen only because the stack grows.
    private const string BucketRegion = "ams3";

    public NixosImage(string stack, ProjectFolder project, IEnumerable<string> regions)
        : base("e3:software:NixosImage", "image")
    {
        var flake = NixFlake.In(project.Path, "e3:image: nixos").With(IsOfImage);
        var version = flake.Hash()[..16];
        var child = new CustomResourceOptions { Parent = this };
        var build = new Command(
            "image-build",
            new CommandArgs
            {
                Create = Scripts.Text("copy.sh", "log.sh", "image.sh"),
                Delete = "rm -rf \"$E3_IMAGE\"",
                Dir = project.FromProgram,
                Environment =
                {
                    ["E3_STACK"] = stack,
                    ["E3_PROJECT"] = project.FromProgram,
                    ["E3_IMAGE"] = $".e3/image/{stack}",
                    ["E3_FILES"] = string.Join('\n', flake.Files),
                    ["E3_VERSION"] = version,
                },
                Logging = Logging.Stderr,
                AddPreviousOutputInEnv = false,
            },
            child);
        var bucket = new SpacesBucket(BucketName(stack), new SpacesBucketArgs { Region = BucketRegion, ForceDestroy = true }, child);
        var file = new SpacesBucketObject(
            "image",
            new SpacesBucketObjectArgs
            {
                Region = BucketRegion,
                Bucket = bucket.Name,
                Key = $"nixos-{version}.qcow2.gz",
                Source = build.Stdout,
                Acl = "public-read",
                ContentType = "application/gzip",
            },
            child);
        var image = new CustomImage(
            "image",
            new CustomImageArgs
            {
                Name = $"e3-{stack}-{version}",
                Description = "NixOS, from E3's flake",
                Distribution = "Unknown",
                Url = Output.Format($"https://{bucket.BucketDomainName}/{file.Key}"),
                Regions = [.. regions],
            },
            // An import takes minutes, and with several regions one after the other.
            new CustomResourceOptions { Parent = this, CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromHours(1) } });
        Id = image.Id;
        RegisterOutputs();
    }

    /// <summary>What a droplet is told to start from.</summary>
    public Output<string> Id { get; }

    /// <summary>All users of Spaces share the names of buckets: Pulumi adds a few random letters to a name that is not given.</summary>
    private static string BucketName(string stack) =>
        "e3-" + string.Concat(stack.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');

    /// <summary>What the image is made from; the files of other machines, of the hive and of the dev shell are not.</summary>
    private static bool IsOfImage(string file) =>
        file is "flake.nix" or "flake.lock" or "nix/machines.nix" or "nix/images/droplet.nix" or "nix/modules/kinds/droplet.nix"
        || file.StartsWith("nix/packages/", StringComparison.Ordinal)
        || (file.StartsWith("nix/modules/", StringComparison.Ordinal) && file.Count(letter => letter == '/') == 2);
}
