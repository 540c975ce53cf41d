# As much of nixpkgs as the flake asks for by name.
{ system, overlays }:
let
  named = builtins.listToAttrs (
    map
      (name: {
        inherit name;
        value = name;
      })
      [
        "headscale"
        "jq"
        "nebula"
        "nixfmt-tree"
        "nixos-anywhere"
        "openssh"
        "openvpn"
        "pulumi-bin"
        "rsync"
        "tailscale"
        "tinc"
        "tor"
        "wireguard-tools"
      ]
  );
in
named
// {
  inherit system overlays;
  dotnetCorePackages.sdk_10_0 = "dotnet-sdk";
  python3Packages.mpyc = "mpyc for ${system}";
  mkShellNoCC = shell: shell;
  testers.runNixOSTest = test: "test ${baseNameOf test}";
}
