# One Colmena node for every host.
{
  nixos-wsl,
  pkgs,
  hosts,
}:
let
  inherit (builtins) mapAttrs;
  node = name: host: {
    imports = [
      ./modules/base.nix
      ./modules/mpyc.nix
      (./modules/kinds + "/${host.kind}.nix")
    ]
    ++ map (overlay: ./modules/overlays + "/${overlay}.nix") host.overlays;

    networking.hostName = name;
    e3.address = host.address;
    users.users.root.openssh.authorizedKeys.keys = hosts.operatorKeys;

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
    specialArgs = { inherit nixos-wsl; };
  };
}
// mapAttrs node hosts.hosts
