# What the overlay's scripts need, on the server and on its clients.
{ pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.openvpn
    pkgs.openssl
  ];

  networking.firewall = {
    allowedUDPPorts = [ 1194 ];
    trustedInterfaces = [ "e3ovpn0" ];
  };
}
