# What every host of E3 has, whatever it is and however it is joined to the others.
{ lib, pkgs, ... }:
{
  options.e3.address = lib.mkOption {
    type = lib.types.str;
    default = "";
    description = "The name or address at which the operator and the other hosts reach this one without an overlay.";
  };

  config = {
    services.openssh = {
      enable = true;
      settings = {
        PasswordAuthentication = false;
        PermitRootLogin = "prohibit-password";
      };
    };

    networking.firewall = {
      enable = true;
      # Where the parties of a computation listen.
      allowedTCPPortRanges = [
        {
          from = 11000;
          to = 11999;
        }
      ];
    };

    # rsync: how programs come here. .NET: what the floor runs on; Microsoft's ARM build is for 64 bits.
    environment.systemPackages = [
      pkgs.rsync
    ]
    ++ lib.optional (
      pkgs.stdenv.hostPlatform.isx86_64 || pkgs.stdenv.hostPlatform.isAarch64
    ) pkgs.dotnetCorePackages.runtime_10_0;

    # The usual 4 MB window holds a stream to 300 Mbit/s over a 100 ms round trip.
    boot.kernel.sysctl = {
      "net.ipv4.tcp_rmem" = "4096 131072 67108864";
      "net.ipv4.tcp_wmem" = "4096 65536 67108864";
    };

    nix.settings.experimental-features = [
      "nix-command"
      "flakes"
    ];

    documentation.enable = lib.mkDefault false;

    # No host has ZFS; NixOS 26.05 warns of the old default all the same (https://github.com/NixOS/nixpkgs/pull/495581).
    boot.zfs.forceImportRoot = false;

    system.stateVersion = lib.mkDefault "26.05";
  };
}
