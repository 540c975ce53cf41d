# What nixpkgs lacks.
_: previous: {
  pythonPackagesExtensions = previous.pythonPackagesExtensions ++ [
    (python: _: { mpyc = python.callPackage ./mpyc.nix { }; })
  ];
}
