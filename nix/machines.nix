# Machines: those that are nobody's host yet, from which a droplet, a Raspberry Pi or a WSL starts, and a host as nixos-anywhere installs it.
{ nixpkgs, specialArgs }:
let
  system =
    modules:
    nixpkgs.lib.nixosSystem {
      inherit specialArgs;
      modules = [ { nixpkgs.overlays = [ (import ./packages) ]; } ] ++ modules;
    };
  machine =
    kind: image:
    system (
      [
        ./modules/base.nix
        ./modules/mpyc.nix
        (./modules/kinds + "/${kind}.nix")
      ]
      ++ image
    );
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

  # What nixos-anywhere installs and Colmena then keeps.
  configurationsOf = hosts: builtins.mapAttrs (name: host: system [ (import ./host.nix hosts name host) ]) hosts.hosts;

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
