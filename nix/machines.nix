# Machines that are not anybody's host yet: what a droplet, a Raspberry Pi or a WSL starts from.
{ nixpkgs, nixos-wsl }:
let
  machine =
    kind: image:
    nixpkgs.lib.nixosSystem {
      specialArgs = { inherit nixos-wsl; };
      modules = [
        { nixpkgs.overlays = [ (import ./packages) ]; }
        ./modules/base.nix
        ./modules/mpyc.nix
        (./modules/kinds + "/${kind}.nix")
      ]
      ++ image;
    };
  configurations = {
    droplet = machine "droplet" [ ./images/droplet.nix ];
    raspberry-pi = machine "raspberry-pi" [ ./images/raspberry-pi.nix ];
    raspberry-pi-2 = machine "raspberry-pi-2" [ ./images/raspberry-pi-2.nix ];
    wsl = machine "wsl" [ ];
  };
  built = name: configurations.${name}.config.system.build;
  raspberry-pi-image = (built "raspberry-pi").sdImage;
in
{
  inherit configurations;

  # By the system that builds them. The Raspberry Pi 2's is cross-compiled: there is no binary cache for it.
  images = {
    x86_64-linux = {
      inherit raspberry-pi-image;
      droplet-image = (built "droplet").digitalOceanImage;
      raspberry-pi-2-image = (built "raspberry-pi-2").sdImage;
      wsl-tarball-builder = (built "wsl").tarballBuilder;
    };
    aarch64-linux = {
      inherit raspberry-pi-image;
    };
  };
}
