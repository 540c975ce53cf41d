# The daemon. Joining a tailnet is a step of the stack, which has the key.
{ ... }:
{
  services.tailscale = {
    enable = true;
    openFirewall = true;
  };

  networking.firewall.trustedInterfaces = [ "tailscale0" ];
}
