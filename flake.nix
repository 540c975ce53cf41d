{
  description = "E3: hosts in several regions, joined by overlay networks, for secure multiparty computation";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

    # The hive's schema and the command must be of one version, so both come from here: nixpkgs still has 0.4.
    colmena = {
      url = "github:nix-community/colmena";
      inputs.nixpkgs.follows = "nixpkgs";
      inputs.stable.follows = "nixpkgs";
    };

    # Of the same release as nixpkgs; its main branch is for nixos-unstable.
    nixos-wsl = {
      url = "github:nix-community/NixOS-WSL/release-26.05";
      inputs.nixpkgs.follows = "nixpkgs";
      inputs.flake-compat.follows = "colmena/flake-compat";
    };

    # The disk of a droplet that nixos-anywhere installs.
    disko = {
      url = "github:nix-community/disko";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    {
      self,
      nixpkgs,
      colmena,
      nixos-wsl,
      disko,
    }:
    let
      # Where an operator works; hosts may be of other kinds.
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      forEachSystem = nixpkgs.lib.genAttrs systems;
      pkgsFor =
        system:
        import nixpkgs {
          inherit system;
          overlays = [ self.overlays.default ];
        };
      specialArgs = { inherit disko nixos-wsl; };
      machines = import ./nix/machines.nix { inherit nixpkgs specialArgs; };
    in
    {
      overlays.default = import ./nix/packages;

      packages = forEachSystem (
        system:
        {
          mpyc = (pkgsFor system).python3Packages.mpyc;
        }
        // machines.images.${system}
      );

      devShells = forEachSystem (system: {
        default = import ./nix/shell.nix {
          pkgs = pkgsFor system;
          colmena = colmena.packages.${system}.colmena;
        };
      });

      formatter = forEachSystem (system: (pkgsFor system).nixfmt-tree);

      checks = forEachSystem (system: import ./nix/checks { pkgs = pkgsFor system; });

      # The machines that others start from, and beside a hosts file its hosts, for nixos-anywhere.
      nixosConfigurations = machines.configurations // self.lib.configurationsOf ./hosts.json;

      # What Colmena deploys: a node for every host of the file that the stack writes beside this one. There is none in a checkout.
      colmenaHive = self.lib.hiveOf ./hosts.json;

      lib.configurationsOf = hostsFile: machines.configurationsOf (import ./nix/hosts.nix hostsFile);

      lib.hiveOf =
        hostsFile:
        colmena.lib.makeHive (
          import ./nix/hive.nix {
            inherit specialArgs;
            pkgs = pkgsFor "x86_64-linux";
            hosts = import ./nix/hosts.nix hostsFile;
          }
        );
    };
}
