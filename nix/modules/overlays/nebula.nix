# What the overlay's scripts need. A host that is no lighthouse finds its way out itself.
{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.nebula ];

  networking.firewall.trustedInterfaces = [ "e3neb0" ];
}
