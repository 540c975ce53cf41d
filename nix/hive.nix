# One Colmena node for every host.
{
  specialArgs,
  pkgs,
  hosts,
}:
let
  inherit (builtins) mapAttrs;
  node =
    name: host:
    import ./host.nix hosts name host
    // {
      deployment = {
        # Always the public address: an overlay must not carry its own change (https://github.com/zhaofengli/colmena/issues/343).
        targetHost = host.address;
        targetPort = host.port;
        targetUser = host.user;
        tags = host.tags ++ [ host.kind ] ++ host.overlays;
        # Colmena itself waits for ever.
        sshOptions = [
          "-o"
          "ConnectTimeout=15"
          "-o"
          "ServerAliveInterval=15"
          "-o"
          "ServerAliveCountMax=4"
        ];
      };
    };
in
{
  meta = {
    description = "E3's hosts";
    nixpkgs = pkgs;
    inherit specialArgs;
  };
}
// mapAttrs node hosts.hosts
