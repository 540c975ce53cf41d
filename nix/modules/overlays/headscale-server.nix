# The server of a tailnet of the stack's own. The relay is its own too: nobody else sees the traffic.
{ config, pkgs, ... }:
let
  address = if config.e3.address == "" then "127.0.0.1" else config.e3.address;
  folder = "/var/lib/headscale";
in
{
  services.headscale = {
    enable = true;
    address = "0.0.0.0";
    port = 8443;
    settings = {
      server_url = "https://${address}:8443";
      tls_cert_path = "${folder}/e3.crt";
      tls_key_path = "${folder}/e3.key";
      dns = {
        magic_dns = false;
        override_local_dns = false;
      };
      derp = {
        urls = [ ];
        auto_update_enabled = false;
        server = {
          enabled = true;
          region_id = 999;
          region_code = "e3";
          region_name = "this stack";
          stun_listen_addr = "0.0.0.0:3478";
        };
      };
      logtail.enabled = false;
    };
  };

  systemd.services.headscale = {
    path = [ pkgs.openssl ];
    preStart = "${pkgs.runtimeShell} ${./headscale-certificate.sh} ${folder} ${address}";
  };

  networking.firewall = {
    allowedTCPPorts = [ 8443 ];
    allowedUDPPorts = [ 3478 ];
  };
}
