{
  buildPythonPackage,
  fetchgit,
  gmpy2,
  numpy,
  setuptools,
}:
buildPythonPackage {
  pname = "mpyc";
  version = "0.11.2";
  pyproject = true;

  # Fetched when it is built, so that a host can be evaluated without a network. The demos and their data are not needed.
  src = fetchgit {
    url = "https://github.com/lschoe/mpyc";
    rev = "06d24aef989499e2a8b597dc588efb550b06483d";
    sparseCheckout = [ "mpyc" ];
    hash = "sha256-5sScxVFbITG02Hs9OHiQObrOE1mRZAZQE/q0SZPEQ5s=";
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
