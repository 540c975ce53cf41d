# What the scripts of every overlay share; each overlay's tools.sh reads it. The daemon of an overlay is started by the script run beside it, where
# there is no systemd to do it, and started again by that one when it dies.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
home=${0%/*}
overlay=${home##*/}
state=/run/e3/$overlay

fail() {
  echo "$overlay on $(uname -n): $*" >&2
  exit 1
}

# The supervisor's process, when it is really ours: after a reboot the number may belong to anyone.
supervisor() {
  pid=$(cat "$state/pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "$home/run" || return 1
  echo "$pid"
}

# Starts the supervisor unless it runs. No descriptor of this session may stay open in the daemon, or ssh waits for it; nor the lock, which
# the supervisor may take itself.
supervised() {
  ! supervisor >/dev/null || return 0
  setsid sh "$home/run" </dev/null >>"$state/log" 2>&1 9>&- &
  echo $! >"$state/pid"
}

# Ends the supervisor and its daemon.
unsupervised() {
  pid=$(supervisor) || return 0
  kill "$pid"
  tries=0
  # Not kill -0: that also finds one that has ended and that nobody has waited for.
  while supervisor >/dev/null && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  # Its children share its session, which setsid made: none may outlive it.
  kill -KILL -- "-$pid" 2>/dev/null || true
}

# One caller at a time changes anything: up by hand while an update runs, a restart of the daemon while up runs.
exclusively() {
  mkdir -p "$state"
  exec 9>"$state/lock"
  flock 9
}
