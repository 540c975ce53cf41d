# What nixpkgs lacks.
_: prev: {
  pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [
    (python: _: { mpyc = python.callPackage ./mpyc.nix { }; })
  ];
}
