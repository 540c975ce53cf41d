using Pulumi;
using Pulumi.DigitalOcean;

/// <summary>A tag, and droplets that carry it: one for each word <c>name</c> or <c>name=size</c>, each after the one before.</summary>
internal static class Droplets
{
    public static Dictionary<string, object?> Declare(string[] words)
    {
        var tag = new Tag("tag", new TagArgs { Name = "fleet" });
        Resource before = tag;
        foreach (var word in words)
        {
            var (name, size) = word.Split('=') is [var left, var right] ? (left, right) : (word, "s-1vcpu-1gb");
            var arguments = new DropletArgs { Name = name, Region = "ams3", Size = size, Image = "debian-12-x64", Tags = { tag.Name } };
            before = new Droplet(name, arguments, new CustomResourceOptions { DependsOn = { before } });
        }

        return new() { ["tag"] = tag.Name };
    }
}
