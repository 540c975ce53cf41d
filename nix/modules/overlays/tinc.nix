# What the overlay's scripts need.
{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.tinc ];

  networking.firewall = {
    allowedTCPPorts = [ 655 ];
    allowedUDPPorts = [ 655 ];
    trustedInterfaces = [ "e3tinc0" ];
  };
}
