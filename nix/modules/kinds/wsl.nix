# NixOS in Windows' subsystem for Linux.
{ lib, nixos-wsl, ... }:
{
  imports = [ nixos-wsl.nixosModules.default ];

  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";

  wsl.enable = true;

  # The kernel is Windows' own, and so is its network.
  networking.firewall.enable = lib.mkForce false;
}
