# What check, up, key, forget, down, status and run of a tailnet's own server share; read by them, never run.
. "${0%/*}/overlay.sh"
# shellcheck disable=SC2034 # up uses it
port=8443

if [ -d /run/systemd/system ]; then
  # NixOS: the flake's module headscale-server has made it a service.
  data=/var/lib/headscale
else
  data=$home/data
fi
certificate=$data/e3.crt

# The server's own command line, which asks the running one.
headscale_here() {
  if [ -d /run/systemd/system ]; then
    headscale "$@"
  else
    headscale -c "$home/config.json" "$@"
  fi
}

answers() {
  [ -s "$certificate" ] && headscale_here nodes list -o json >/dev/null 2>&1 </dev/null
}
