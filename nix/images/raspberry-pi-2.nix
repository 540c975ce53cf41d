# An SD card for the Raspberry Pi 2.
{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/installer/sd-card/sd-image-armv7l-multiplatform.nix") ];

  # Rescue tools and ZFS, for an installer; some of them cannot be cross-compiled ("efivar is broken").
  disabledModules = [ "profiles/base.nix" ];
}
