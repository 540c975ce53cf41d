# Each overlay's module in virtual machines: nix flake check, on a machine with KVM.
{ pkgs }:
builtins.mapAttrs (_: test: pkgs.testers.runNixOSTest test) {
  headscale = ./headscale.nix;
  nebula = ./nebula.nix;
  tinc = ./tinc.nix;
  tor = ./tor.nix;
  wireguard = ./wireguard.nix;
}
