# Two hosts in a tailnet whose server is a host of ours. Relays speak TLS only, so here the server has a certificate.
{ lib, pkgs, ... }:
let
  certificate = pkgs.runCommand "certificate" { nativeBuildInputs = [ pkgs.openssl ]; } ''
    mkdir $out
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=headscale \
      -addext subjectAltName=DNS:headscale -out $out/cert.pem -keyout $out/key.pem
  '';
  peer = {
    imports = [ ../modules/overlays/tailscale.nix ];
    security.pki.certificateFiles = [ "${certificate}/cert.pem" ];
  };
in
{
  name = "e3-headscale";
  nodes = {
    headscale = {
      imports = [
        ../modules/base.nix
        ../modules/overlays/headscale.nix
      ];
      services.headscale.settings = {
        server_url = lib.mkForce "https://headscale:8080";
        tls_cert_path = "${certificate}/cert.pem";
        tls_key_path = "${certificate}/key.pem";
      };
    };
    one = peer;
    two = peer;
  };
  testScript = ''
    import json
    start_all()
    headscale.wait_for_unit("headscale.service")
    headscale.wait_for_open_port(8080)
    user = json.loads(headscale.succeed("headscale users create e3 -o json"))["id"]
    key = json.loads(headscale.succeed(f"headscale preauthkeys create --user {user} --reusable -o json"))["key"]
    for host in (one, two):
        host.wait_for_unit("tailscaled.service")
        host.succeed(f"tailscale up --timeout 60s --login-server https://headscale:8080 --auth-key {key}")
    one.wait_until_succeeds("tailscale ping --c 3 two", timeout=60)
    two.wait_until_succeeds("tailscale ping --c 3 one", timeout=60)
  '';
}
