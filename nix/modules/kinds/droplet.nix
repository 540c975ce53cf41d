# A droplet of DigitalOcean: name, keys and network come from its metadata.
{ lib, modulesPath, ... }:
{
  imports = [ (modulesPath + "/virtualisation/digital-ocean-config.nix") ];

  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";

  # Colmena decides what the host is, not whoever wrote its user data.
  virtualisation.digitalOcean.rebuildFromUserData = false;
}
