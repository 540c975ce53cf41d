# A Raspberry Pi 2: built on a PC, as it is too slow itself and no binary cache has its architecture.
{ lib, ... }:
{
  imports = [ ./raspberry-pi.nix ];

  nixpkgs.buildPlatform = "x86_64-linux";
  nixpkgs.hostPlatform = "armv7l-linux";
}
