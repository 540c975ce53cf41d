# What an operator types with.
{ pkgs, colmena }:
pkgs.mkShellNoCC {
  packages = [
    colmena
    pkgs.dotnetCorePackages.sdk_10_0
    pkgs.headscale
    pkgs.jq
    pkgs.nebula
    pkgs.nixos-anywhere
    pkgs.openssh
    pkgs.openvpn
    pkgs.pulumi-bin
    pkgs.rsync
    pkgs.tailscale
    pkgs.tinc
    pkgs.tor
    pkgs.wireguard-tools
  ];
}
