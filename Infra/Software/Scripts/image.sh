# Builds the droplets' image from the flake and prints where it is, as seen from the program's folder.
log=.e3/logs/$E3_STACK/image.log
mkdir -p "${log%/*}"
: >"$log"
command -v nix >/dev/null || fail "nix is not on PATH, and e3:image: nixos builds an image with it: install it (https://nixos.org/download), or name an image in e3:image"
copy "$E3_IMAGE/source"
nix --extra-experimental-features 'nix-command flakes' build --no-write-lock-file --out-link "$E3_IMAGE/result" \
  "path:$PWD/$E3_IMAGE/source#packages.x86_64-linux.droplet-image" >>"$log" 2>&1 </dev/null || fail "nix build ended with exit code $?"
set -- "$E3_IMAGE"/result/*.qcow2.gz
[ $# = 1 ] && [ -f "$1" ] || fail "nix built no single .qcow2.gz: $(ls "$E3_IMAGE/result")"
printf '%s/%s' "$E3_PROJECT" "$1"
