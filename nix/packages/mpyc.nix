{
  buildPythonPackage,
  gmpy2,
  numpy,
  setuptools,
}:
buildPythonPackage {
  pname = "mpyc";
  version = "0.11.2";
  pyproject = true;

  # A revision needs no hash in pure evaluation.
  src = builtins.fetchGit {
    url = "https://github.com/lschoe/mpyc";
    rev = "06d24aef989499e2a8b597dc588efb550b06483d";
    allRefs = true;
  };

  build-system = [ setuptools ];

  dependencies = [
    gmpy2
    numpy
  ];

  # Its tests run parties on ports of this machine.
  doCheck = false;
  pythonImportsCheck = [ "mpyc.runtime" ];
}
