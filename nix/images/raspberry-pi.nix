# An SD card for the 64-bit Raspberry Pis: 3, 4, Zero 2 W.
{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/installer/sd-card/sd-image-aarch64.nix") ];

  # Rescue tools and ZFS, for an installer. This card is the system.
  disabledModules = [ "profiles/base.nix" ];
}
