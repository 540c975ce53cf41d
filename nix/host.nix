# What a host of the hosts file is made of, whoever puts it there: Colmena, or nixos-anywhere before it.
hosts: name: host: {
  imports = [
    ./modules/base.nix
    ./modules/mpyc.nix
    (./modules/kinds + "/${host.kind}.nix")
  ]
  ++ map (overlay: ./modules/overlays + "/${overlay}.nix") host.overlays
  # Only who is declared is there after a deployment, and an operator who is not root must be able to do the next one.
  ++ (
    if host.user == "root" then
      [ ]
    else
      [
        {
          users.users.${host.user} = {
            isNormalUser = true;
            extraGroups = [ "wheel" ];
            openssh.authorizedKeys.keys = hosts.operatorKeys;
          };
          security.sudo.wheelNeedsPassword = false;
          nix.settings.trusted-users = [
            "root"
            host.user
          ];
        }
      ]
  );

  networking.hostName = name;
  e3.address = host.address;
  users.users.root.openssh.authorizedKeys.keys = hosts.operatorKeys;
}
