# A member of a tailnet that a host of the stack serves. No authority vouches for that one's certificate: the overlay puts it where tailscaled
# looks as well.
{
  imports = [ ./tailscale.nix ];

  systemd.services.tailscaled.environment.SSL_CERT_DIR = "/etc/ssl/certs:/var/lib/e3/headscale/trusted";
}
