# The stack's own scripts, on two hosts that have nothing but the module.
{ ... }:
let
  scripts = ../../Infra/Overlays/WireGuard/Scripts;
  # What they read of those of all overlays.
  shared = ../../Infra/Overlays/Scripts;
  node.imports = [ ../modules/overlays/wireguard.nix ];
in
{
  name = "e3-wireguard";
  nodes = {
    one = node;
    two = node;
  };
  testScript = ''
    start_all()
    home = "/var/lib/e3/wireguard"
    addresses = {one: "10.213.0.1", two: "10.213.0.2"}
    keys = {}
    for host in addresses:
        host.wait_for_unit("multi-user.target")
        host.succeed(f"mkdir -p {home} && cp ${scripts}/* ${shared}/* {home}/")
        keys[host] = host.succeed(f"sh {home}/identity").strip()
    for host, other in ((one, two), (two, one)):
        settings = "\n".join([
            "[Interface]", "ListenPort = 51820", "[Peer]", f"PublicKey = {keys[other]}",
            f"Endpoint = {other.name}:51820", f"AllowedIPs = {addresses[other]}/32", "PersistentKeepalive = 25",
        ])
        host.succeed(f"printf '%s\n' '{settings}' | sh {home}/up {addresses[host]}/16")
    for host, other in ((one, two), (two, one)):
        host.wait_until_succeeds(f"ping -c 1 -W 1 {addresses[other]}", timeout=30)
        host.succeed(f"sh {home}/status", f"sh {home}/down", f"sh {home}/down")
  '';
}
