# What check, up, join, down, status and run share; read by them, never run.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
home=${0%/*}
overlay=${home##*/}
state=/run/e3/$overlay

fail() {
  echo "$overlay on $(uname -n): $*" >&2
  exit 1
}

# What tailscaled says: backend (Running, NeedsLogin, …), device (its id in the tailnet), tailnet (its name), login (whether it has
# one, be it expired), health (what it complains of). Fails when there is no tailscaled to ask. Of an older tailscaled with an expired
# login only the id tells.
look() {
  said=$(tailscale status --json --peers=false 2>/dev/null </dev/null) || return 1
  backend=$(property BackendState)
  device=$(echo "$said" | sed -n '/^  "Self": {/,/^  }/s/^    "ID": "\(.*\)",\{0,1\}$/\1/p')
  tailnet=$(echo "$said" | sed -n '/^  "CurrentTailnet": {/,/^  }/s/^    "Name": "\(.*\)",\{0,1\}$/\1/p')
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

# Whether this machine is in a tailnet that somebody else logged it in to. Then it is left alone.
somebody_elses() {
  if [ -n "$(ours)" ]; then
    [ -n "$device" ] && [ "$device" != "$(ours)" ]
  else
    [ "$login" = yes ]
  fi
}

leave_alone() {
  fail "this machine is logged in to ${tailnet:-a tailnet} already, and not by this stack. It is left as it is: log it out yourself (tailscale logout) or take $overlay out of e3:overlays"
}

# The supervisor's process, when it is really ours: after a reboot the number may belong to anyone.
supervisor() {
  pid=$(cat "$state/pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$home/run" || return 1
  echo "$pid"
}

# One caller at a time changes anything: up by hand while an update runs.
exclusively() {
  mkdir -p "$state"
  exec 9>"$state/lock"
  flock 9
}

# Starts tailscaled where there is no systemd to do it.
started() {
  ! look || return 0
  [ ! -d /run/systemd/system ] || fail 'tailscaled is not running: systemctl enable --now tailscaled'
  [ -c /dev/net/tun ] || fail '/dev/net/tun missing: this host has no TUN devices'
  if ! supervisor >/dev/null; then
    # No descriptor of this session may stay open in the daemon, or ssh waits for it; nor the lock.
    setsid sh "$home/run" </dev/null >>"$state/log" 2>&1 9>&- &
    echo $! >"$state/pid"
  fi
  tries=0
  until look; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "tailscaled did not come up in 10 s; its last words: $(tail -n 3 "$state/log" | hidden | tr '\n' ' ')"
    sleep 0.1
  done
}
