# The one that all hosts of a Nebula network ask where the others are: it must be found at a port that is known.
{ ... }:
{
  imports = [ ./nebula.nix ];

  networking.firewall.allowedUDPPorts = [ 4242 ];
}
