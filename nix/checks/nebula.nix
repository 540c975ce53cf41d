# A lighthouse and two hosts that find each other through it.
{ ... }:
let
  host.imports = [ ../modules/overlays/nebula.nix ];
in
{
  name = "e3-nebula";
  nodes = {
    lighthouse.imports = [ ../modules/overlays/nebula-lighthouse.nix ];
    one = host;
    two = host;
  };
  testScript = ''
    import json
    start_all()
    addresses = {lighthouse: "10.214.0.1", one: "10.214.0.2", two: "10.214.0.3"}
    lighthouse.wait_for_unit("multi-user.target")
    lighthouse.succeed("mkdir -p /tmp/shared/e3 && cd /tmp/shared/e3 && nebula-cert ca -name e3 -duration 24h")
    for host, address in addresses.items():
        lighthouse.succeed(f"cd /tmp/shared/e3 && nebula-cert sign -name {host.name} -ip {address}/24")
    for host, address in addresses.items():
        leads = host is lighthouse
        config = {
            "pki": {"ca": "/etc/e3/ca.crt", "cert": f"/etc/e3/{host.name}.crt", "key": f"/etc/e3/{host.name}.key"},
            "static_host_map": {} if leads else {"10.214.0.1": ["lighthouse:4242"]},
            "lighthouse": {"am_lighthouse": leads, "interval": 5, "hosts": [] if leads else ["10.214.0.1"]},
            "listen": {"host": "0.0.0.0", "port": 4242 if leads else 0},
            "punchy": {"punch": True, "respond": True},
            "tun": {"dev": "e3neb0", "mtu": 1300},
            "firewall": {"outbound": [{"port": "any", "proto": "any", "host": "any"}], "inbound": [{"port": "any", "proto": "any", "host": "any"}]},
        }
        host.wait_for_unit("multi-user.target")
        host.succeed("mkdir -p /etc/e3 && cp /tmp/shared/e3/* /etc/e3/")
        host.succeed(f"printf '%s' '{json.dumps(config)}' > /etc/e3/nebula.yml && nebula -test -config /etc/e3/nebula.yml")
        host.succeed("systemd-run --unit e3-nebula $(command -v nebula) -config /etc/e3/nebula.yml")
    one.wait_until_succeeds("ping -c 1 -W 1 10.214.0.3", timeout=60)
    two.wait_until_succeeds("ping -c 1 -W 1 10.214.0.2", timeout=60)
  '';
}
