# What the overlay's scripts need; onion services are reached through what their hosts dial out to, so no port is opened.
{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.tor ];
}
