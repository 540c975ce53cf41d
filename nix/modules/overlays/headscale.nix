# A tailnet's server of one's own, on a host of the stack. The relay is its own too: nobody else sees the traffic.
{ config, ... }:
{
  services.headscale = {
    enable = true;
    address = "0.0.0.0";
    port = 8080;
    settings = {
      server_url = "http://${if config.e3.address == "" then "127.0.0.1" else config.e3.address}:8080";
      dns = {
        magic_dns = true;
        base_domain = "tailnet.internal";
        override_local_dns = false;
      };
      derp = {
        urls = [ ];
        server = {
          enabled = true;
          region_id = 999;
          stun_listen_addr = "0.0.0.0:3478";
        };
      };
    };
  };

  networking.firewall = {
    allowedTCPPorts = [ 8080 ];
    allowedUDPPorts = [ 3478 ];
  };
}
