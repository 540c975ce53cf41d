# A droplet that started from its provider's image and on which nixos-anywhere then put NixOS.
{ disko, lib, ... }:
{
  imports = [
    ./droplet.nix
    disko.nixosModules.disko
  ];

  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
    content = {
      type = "gpt";
      partitions = {
        boot = {
          size = "1M";
          type = "EF02";
        };
        root = {
          size = "100%";
          content = {
            type = "filesystem";
            format = "ext4";
            mountpoint = "/";
          };
        };
      };
    };
  };

  # droplet.nix and disko both name this disk, and a disk that is named twice is refused.
  boot.loader.grub.devices = lib.mkForce [ "/dev/vda" ];
  fileSystems."/".autoResize = true;

  # Such a droplet gets no DHCP, which is for images of one's own: cloud-init reads its addresses from a disk that DigitalOcean adds.
  networking.useNetworkd = true;
  networking.useDHCP = false;
  services.cloud-init = {
    enable = true;
    network.enable = true;
    settings = {
      datasource_list = [
        "ConfigDrive"
        "DigitalOcean"
      ];
      # Addresses and nothing else. Its module for SSH would make new host keys, and nobody would know this host again.
      ssh_deletekeys = false;
      preserve_hostname = true;
      cloud_init_modules = [ ];
      cloud_config_modules = [ ];
      cloud_final_modules = [ ];
    };
  };
}
