# What the overlay's scripts need: the tools. The kernel has WireGuard itself; where it has not, wireguard-go serves.
{ pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.wireguard-tools
    pkgs.wireguard-go
  ];

  networking.firewall = {
    allowedUDPPorts = [ 51820 ];
    trustedInterfaces = [ "e3wg0" ];
  };
}
