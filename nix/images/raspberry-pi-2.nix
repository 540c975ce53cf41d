# An SD card for the Raspberry Pi 2.
{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/installer/sd-card/sd-image-armv7l-multiplatform.nix") ];

  # The rescue tools that this profile adds include some that cannot be cross-compiled ("efivar is broken").
  disabledModules = [ "profiles/base.nix" ];
}
