# The flake's outputs with stand-ins for its inputs. That shows how the parts are wired, not that nixpkgs has an option or a package.
flake:
let
  inherit (builtins) concatMap listToAttrs;
  genAttrs =
    names: make:
    listToAttrs (
      map (name: {
        inherit name;
        value = make name;
      }) names
    );
  nixpkgs = {
    outPath = ./nixpkgs;
    lib = {
      inherit genAttrs;
      nixosSystem = arguments: {
        inherit (arguments) modules specialArgs;
        config.system.build = genAttrs [
          "digitalOceanImage"
          "sdImage"
          "tarballBuilder"
        ] (product: "${product} of ${toString (map baseNameOf (concatMap paths arguments.modules))}");
      };
    };
  };
  paths = module: if builtins.isPath module then [ module ] else [ ];
  outputs = (import flake).outputs {
    self = outputs;
    inherit nixpkgs;
    colmena = {
      lib.makeHive = hive: hive;
      packages = genAttrs [ "x86_64-linux" "aarch64-linux" ] (system: {
        colmena = "colmena for ${system}";
      });
    };
    nixos-wsl.nixosModules.default = { };
    disko.nixosModules.disko = { };
  };
in
outputs
