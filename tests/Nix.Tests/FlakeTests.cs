using System.Text.Json;

namespace E3.Nix.Tests;

public class FlakeTests
{
    [Test]
    public async Task Every_file_parses()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Nix.Root, "nix"), "*.nix", SearchOption.AllDirectories).Append(Path.Combine(Nix.Root, "flake.nix")).ToArray();
        Assert.That(files, Has.Length.GreaterThan(20));

        var run = await Nix.RunAsync("nix-instantiate", ["--parse", .. files]);

        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
    }

    [Test]
    public async Task The_lock_satisfies_the_flake()
    {
        // A copy, because Nix would ask git about everything else in this folder too.
        var copy = Directory.CreateTempSubdirectory("e3-flake-").FullName;
        foreach (var file in new[] { "flake.nix", "flake.lock" })
            File.Copy(Path.Combine(Nix.Root, file), Path.Combine(copy, file));

        var run = await Nix.RunAsync(
            "nix", "--offline", "--extra-experimental-features", "nix-command flakes", "flake", "metadata", "--no-update-lock-file", $"path:{copy}");

        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        Directory.Delete(copy, recursive: true);
    }

    [Test]
    public void Machines_for_Windows_are_of_the_release_of_nixpkgs()
    {
        var nodes = JsonDocument.Parse(File.ReadAllText(Path.Combine(Nix.Root, "flake.lock"))).RootElement.GetProperty("nodes");
        string Branch(string input) => nodes.GetProperty(input).GetProperty("original").GetProperty("ref").GetString()!;

        Assert.That(Branch("nixos-wsl").Replace("release-", "nixos-", StringComparison.Ordinal), Is.EqualTo(Branch("nixpkgs")));
    }

    [Test]
    public async Task Nix_takes_the_overlay_for_one()
    {
        var flake = Directory.CreateTempSubdirectory("e3-overlay-").FullName;
        File.Copy(Path.Combine(Nix.Root, "nix", "packages", "default.nix"), Path.Combine(flake, "overlay.nix"));
        await File.WriteAllTextAsync(Path.Combine(flake, "flake.nix"), "{ outputs = { self }: { overlays.default = import ./overlay.nix; }; }");

        var run = await Nix.RunAsync("nix", "--offline", "--extra-experimental-features", "nix-command flakes", "flake", "check", "--no-build", $"path:{flake}");

        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        Directory.Delete(flake, recursive: true);
    }

    [Test]
    public async Task MPyC_is_fetched_when_it_is_built_and_not_to_evaluate_a_host()
    {
        var source = await Nix.ValueAsync($$"""
            (import {{Nix.Root}}nix/packages/mpyc.nix {
              buildPythonPackage = package: package;
              fetchgit = source: source;
              gmpy2 = null;
              numpy = null;
              setuptools = null;
            }).src
            """);

        Assert.That(source.GetProperty("rev").GetString(), Has.Length.EqualTo(40));
        Assert.That(source.GetProperty("hash").GetString(), Does.StartWith("sha256-"));
    }

    [TestCase("builtins.attrNames outputs",
        """["checks","colmenaHive","devShells","formatter","lib","nixosConfigurations","overlays","packages"]""")]
    [TestCase("builtins.mapAttrs (_: builtins.attrNames) outputs.packages",
        """{"aarch64-linux":["mpyc","raspberry-pi-image"],"x86_64-linux":["droplet-image","mpyc","raspberry-pi-2-image","raspberry-pi-image","wsl-tarball-builder"]}""")]
    [TestCase("builtins.attrNames outputs.checks.x86_64-linux", """["headscale","nebula","tinc","tor","wireguard"]""")]
    [TestCase("builtins.attrNames outputs.nixosConfigurations", """["droplet","raspberry-pi","raspberry-pi-2","wsl"]""")]
    [TestCase("outputs.packages.aarch64-linux.mpyc", "\"mpyc for aarch64-linux\"")]
    [TestCase("outputs.packages.x86_64-linux.droplet-image", "\"digitalOceanImage of base.nix mpyc.nix droplet.nix droplet.nix\"")]
    [TestCase("builtins.attrNames outputs.lib", """["configurationsOf","hiveOf"]""")]
    [TestCase("outputs.formatter.x86_64-linux", "\"nixfmt-tree\"")]
    [TestCase("outputs.devShells.x86_64-linux.default.packages",
        """["colmena for x86_64-linux","dotnet-sdk","headscale","jq","nebula","nixos-anywhere","openssh","openvpn","pulumi-bin","rsync","tailscale","tinc","tor","wireguard-tools"]""")]
    public async Task Its_outputs_are(string expression, string json) =>
        Assert.That(JsonSerializer.Serialize(await Nix.ValueAsync(expression)), Is.EqualTo(json));

    [Test]
    public async Task A_checkout_without_a_hosts_file_has_no_hosts() => Assert.That(
        JsonSerializer.Serialize(await Nix.ValueAsync("builtins.attrNames outputs.colmenaHive")), Is.EqualTo("""["meta"]"""));
}
