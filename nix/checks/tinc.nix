# Two hosts, of which one dials the other.
{ ... }:
let
  node.imports = [ ../modules/overlays/tinc.nix ];
in
{
  name = "e3-tinc";
  nodes = {
    one = node;
    two = node;
  };
  testScript = ''
    start_all()
    addresses = {one: "10.215.0.1", two: "10.215.0.2"}
    for host, address in addresses.items():
        host.wait_for_unit("multi-user.target")
        host.succeed(
            "mkdir -p /etc/e3/hosts",
            f"printf 'Name = {host.name}\nInterface = e3tinc0\nMode = router\nConnectTo = one\n' > /etc/e3/tinc.conf",
            f"printf 'Address = {host.name}\nSubnet = {address}/32\n' > /etc/e3/hosts/{host.name}",
            f"printf '#!/bin/sh\nip address add {address}/24 dev $INTERFACE\nip link set $INTERFACE up\n' > /etc/e3/tinc-up && chmod +x /etc/e3/tinc-up",
            "tincd -c /etc/e3 -K2048 < /dev/null",
            f"mkdir -p /tmp/shared/hosts && cp /etc/e3/hosts/{host.name} /tmp/shared/hosts/",
        )
    for host in addresses:
        host.succeed("cp /tmp/shared/hosts/* /etc/e3/hosts/", "systemd-run --unit e3-tinc -E PATH $(command -v tincd) -c /etc/e3 -D --pidfile=/run/e3-tinc.pid")
    one.wait_until_succeeds("ping -c 1 -W 1 10.215.0.2", timeout=60)
    two.wait_until_succeeds("ping -c 1 -W 1 10.215.0.1", timeout=60)
  '';
}
