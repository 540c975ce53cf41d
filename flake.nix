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

    nixos-wsl = {
      url = "github:nix-community/NixOS-WSL";
      inputs.nixpkgs.follows = "nixpkgs";
      inputs.flake-compat.follows = "colmena/flake-compat";
    };
  };

  outputs =
    {
      self,
      nixpkgs,
      colmena,
      nixos-wsl,
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
      machines = import ./nix/machines.nix { inherit nixpkgs nixos-wsl; };
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

      nixosConfigurations = machines.configurations;

      # What Colmena deploys: a node for every host of the file that the stack writes beside this one. There is none in a checkout.
      colmenaHive = self.lib.hiveOf ./hosts.json;

      lib.hiveOf =
        hostsFile:
        colmena.lib.makeHive (
          import ./nix/hive.nix {
            inherit nixos-wsl;
            pkgs = pkgsFor "x86_64-linux";
            hosts = import ./nix/hosts.nix hostsFile;
          }
        );
    };
}
