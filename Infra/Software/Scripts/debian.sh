# Installs on Debian or Ubuntu what a host of E3 runs: rsync, python3, WireGuard's tools and the .NET runtime. Run as root; twice is fine.
set -eu
fail() { printf '%s\n' "$1" >&2; exit 1; }

packages=
need() { command -v "$1" >/dev/null || packages="$packages $2"; }
need rsync rsync
need python3 python3
need wg wireguard-tools
need curl curl
# A kernel without the module runs WireGuard in user space.
modinfo wireguard >/dev/null 2>&1 || [ -d /sys/module/wireguard ] || need wireguard-go wireguard-go

if [ -n "$packages" ]; then
  command -v apt-get >/dev/null || fail "lacks$packages, and there is no apt-get: give a script of your own (e3:softwareScript)"
  # A new machine may still be installing its own updates.
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o DPkg::Lock::Timeout=300 update >&2
  # shellcheck disable=SC2086
  apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $packages >&2
fi

# https://learn.microsoft.com/dotnet/core/install/linux-scripted-manual
has_runtime() { command -v dotnet >/dev/null && dotnet --list-runtimes | grep -q '^Microsoft.NETCore.App 10\.'; }
if ! has_runtime; then
  script=$(mktemp)
  trap 'rm -f "$script"' EXIT
  curl -fsSL --retry 3 https://dot.net/v1/dotnet-install.sh -o "$script"
  command -v bash >/dev/null || fail "the .NET installation script needs bash"
  bash "$script" --channel 10.0 --runtime dotnet --install-dir /usr/share/dotnet >&2
  ln -sf /usr/share/dotnet/dotnet /usr/local/bin/dotnet
  has_runtime || fail "the .NET 10 runtime is still not there"
fi
