# What check, up, join, down, status and run share; read by them, never run.
. "${0%/*}/overlay.sh"
trusted=$home/trusted
authorities=/etc/ssl/certs:$trusted
dropin=/etc/systemd/system/tailscaled.service.d/e3-$overlay.conf

# What tailscaled says: backend (Running, NeedsLogin, …), device (its id in the tailnet), tailnet (its name), login (whether it has
# one, be it expired), health (what it complains of). Fails when there is no tailscaled to ask. Of an older tailscaled with an expired
# login only the id tells.
look() {
  said=$(tailscale status --json --peers=false 2>/dev/null </dev/null) || return 1
  backend=$(property BackendState)
  device=$(echo "$said" | sed -n '/^  "Self": {/,/^  }/s/^    "ID": "\(.*\)",\{0,1\}$/\1/p')
  tailnet=$(echo "$said" | sed -n '/^  "CurrentTailnet": {/,/^  }/s/^    "Name": "\(.*\)",\{0,1\}$/\1/p')
  # shellcheck disable=SC2034 # up and status use it
  health=$(echo "$said" | sed -n '/^  "Health": \[/,/^  \]/s/^    "\(.*\)",\{0,1\}$/\1/p' | hidden | tr '\n' ' ')
  login=no
  if [ -n "$device" ] || echo "$said" | grep -q '^  "HaveNodeKey": true'; then
    login=yes
  fi
}

property() {
  echo "$said" | sed -n "s/^  \"$1\": \"\(.*\)\",\{0,1\}\$/\1/p"
}

# Whatever tailscale says, a key is not to be read in it.
hidden() {
  sed 's/tskey-[A-Za-z0-9-]*/tskey-…/g; s/hskey-[A-Za-z0-9_-]*/hskey-…/g'
}

# Looks until tailscaled has made up its mind: just started, it does not yet know that it is logged in.
settled() {
  tries=0
  while look && { [ "$backend" = NoState ] || [ "$backend" = Starting ]; }; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || return 0
    sleep 0.1
  done
  [ -n "${backend:-}" ]
}

# The device that this overlay made of this machine, nothing when it made none.
ours() {
  cat "$home/device" 2>/dev/null || true
}

# Whether this machine is in a tailnet that somebody else logged it in to. Then it is left alone. A login that up began and could not write
# down is not somebody else's.
somebody_elses() {
  if [ -e "$home/joining" ]; then
    return 1
  elif [ -n "$(ours)" ]; then
    [ -n "$device" ] && [ "$device" != "$(ours)" ]
  else
    [ "$login" = yes ]
  fi
}

leave_alone() {
  fail "this machine is logged in to ${tailnet:-a tailnet} already, and not by this stack. It is left as it is: log it out yourself (tailscale logout) or take $overlay out of e3:overlays"
}

# Has tailscaled trust this certificate as well, for a login server that no authority vouches for; nothing for none. It reads what it trusts
# when it starts (https://pkg.go.dev/crypto/x509#SystemCertPool).
trusting() {
  [ -n "$1" ] || return 0
  [ "$1" != "$(cat "$home/trusts" 2>/dev/null)" ] || return 0
  if [ -d /run/systemd/system ] && ! systemctl show -p Environment tailscaled | grep -qF "$trusted"; then
    { mkdir -p "${dropin%/*}" && printf '[Service]\nEnvironment=SSL_CERT_DIR=%s\n' "$authorities" >"$dropin"; } ||
      fail "cannot write $dropin (on NixOS the flake's module headscale has tailscaled trust $trusted)"
    systemctl daemon-reload
  fi
  mkdir -p "$trusted"
  echo "$1" >"$trusted/login-server.crt.new"
  mv "$trusted/login-server.crt.new" "$trusted/login-server.crt"
  if [ -d /run/systemd/system ]; then
    systemctl restart tailscaled
  else
    unsupervised
  fi
  cp "$trusted/login-server.crt" "$home/trusts"
}

# Undoes trusting.
distrusting() {
  rm -rf "$trusted" "$home/trusts"
  if [ -e "$dropin" ]; then
    rm -f "$dropin"
    systemctl daemon-reload
    systemctl try-restart tailscaled
  fi
}

# Starts tailscaled where there is no systemd to do it.
started() {
  ! look || return 0
  [ ! -d /run/systemd/system ] || fail 'tailscaled is not running: systemctl enable --now tailscaled'
  [ -c /dev/net/tun ] || fail '/dev/net/tun missing: this host has no TUN devices'
  supervised
  tries=0
  until look; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "tailscaled did not come up in 10 s; its last words: $(tail -n 3 "$state/log" | hidden | tr '\n' ' ')"
    sleep 0.1
  done
}
