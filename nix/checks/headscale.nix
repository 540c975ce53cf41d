# Two hosts in a tailnet whose server is a host of ours, which they trust as the overlay has them do it: by its certificate.
let
  peer = {
    imports = [
      ../modules/base.nix
      ../modules/overlays/headscale.nix
    ];
  };
in
{
  name = "e3-headscale";
  nodes = {
    headscale = {
      imports = [
        ../modules/base.nix
        ../modules/overlays/headscale-server.nix
      ];
      e3.address = "headscale";
    };
    one = peer;
    two = peer;
  };
  testScript = ''
    start_all()
    headscale.wait_for_unit("headscale.service")
    headscale.wait_for_open_port(8443)
    certificate = headscale.succeed("cat /var/lib/headscale/e3.crt")
    key = headscale.succeed("headscale preauthkeys create --reusable --tags tag:e3").strip()
    for host in (one, two):
        host.wait_for_unit("tailscaled.service")
        host.succeed("mkdir -p /var/lib/e3/headscale/trusted")
        host.succeed(f"cat >/var/lib/e3/headscale/trusted/login-server.crt <<'END'\n{certificate}END\n")
        host.succeed("systemctl restart tailscaled")
        host.succeed(f"tailscale up --timeout 60s --login-server https://headscale:8443 --auth-key {key}")
    for here, there in ((one, two), (two, one)):
        address = there.succeed("tailscale ip -4").strip()
        here.wait_until_succeeds(f"tailscale ping --c 3 {address}", timeout=60)
  '';
}
