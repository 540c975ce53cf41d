# A client that opens its door; a private network of relays does not fit into one test.
{ ... }:
{
  name = "e3-tor";
  nodes.machine.imports = [ ../modules/overlays/tor.nix ];
  testScript = ''
    machine.wait_for_unit("multi-user.target")
    machine.succeed("mkdir -p /tmp/tor && printf 'DataDirectory /tmp/tor\nDisableNetwork 0\nSocksPort 9050\n' > /tmp/torrc")
    machine.succeed("tor --verify-config -f /tmp/torrc")
    machine.succeed("systemd-run --unit e3-tor $(command -v tor) -f /tmp/torrc")
    machine.wait_for_open_port(9050)
  '';
}
