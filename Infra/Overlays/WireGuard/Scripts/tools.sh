# What identity, up, down, run and status share; read by them, never run.
. "${0%/*}/overlay.sh"
name=e3wg0
# shellcheck disable=SC2034 # up, run and down use it
control=/var/run/wireguard/$name.sock

need() {
  command -v "$1" >/dev/null || fail "$1 missing: apt-get install $2"
}

# Kernel WireGuard where there is one: making an interface of that kind is the only sure way to know.
kernel_has_it() {
  if [ -d "/sys/class/net/$name" ]; then
    ip -details link show dev "$name" | grep -qw wireguard
  else
    ip link add dev "$name" type wireguard 2>/dev/null
  fi
}

addresses() {
  ip -o -4 address show dev "$name" | while read -r _ _ _ cidr _; do echo "$cidr"; done
}

# Peers and port come from the file that up keeps, the private key from the one that only this host has. syncconf leaves the
# sessions of unchanged peers alone. Every step says when it failed, as set -e does not reach here from within a condition.
configure() {
  whole=$state/setting
  (
    umask 077
    {
      echo '[Interface]'
      printf 'PrivateKey = %s\n' "$(cat "$home/private.key")"
      cat "$home/peers.conf"
    } >"$whole"
  ) || fail "cannot write $whole"
  code=0
  wg syncconf "$name" "$whole" || code=$?
  rm -f "$whole"
  [ "$code" = 0 ] || fail "wg refused the settings in $home/peers.conf (exit code $code)"
  address=$(cat "$home/address") || fail "no address in $home/address"
  ip link set dev "$name" mtu 1420 up || fail "cannot bring $name up"
  ip address replace "$address" dev "$name" || fail "cannot give $name the address $address"
  for other in $(addresses); do
    [ "$other" = "$address" ] || ip address delete "$other" dev "$name" || fail "cannot take $other from $name"
  done
}
