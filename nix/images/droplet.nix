# A disk that DigitalOcean imports: result/nixos.qcow2.gz.
{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/virtualisation/digital-ocean-image.nix") ];
}
