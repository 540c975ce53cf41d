# A Python that can import mpyc: what e3:mpyc "system" runs.
{ pkgs, ... }:
{
  environment.systemPackages = [ (pkgs.python3.withPackages (python: [ python.mpyc ])) ];
}
