# For scripts that do something with the host $E3_HOST from here, in the folder of Pulumi.yaml: its log, the way in, a turn. The operator's private
# key comes on standard input: it is in no argument, in no environment and, when the script ends, in no file.
set -u
work=.e3/deploy/$E3_STACK
log=.e3/logs/$E3_STACK/$E3_HOST.log
umask 077
mkdir -p "$work" "${log%/*}"

needs() { command -v "$1" >/dev/null || fail "$E3_HOST: $1 is not on PATH; run this in the flake's shell: nix develop"; }

# The hive as the state knows it, and what bounds a deployment. Where another checkout wrote it, it is missing here or an old one, and no update
# would write it again: the state has it.
needs_hive() {
  if [ -f "$E3_HIVE.about" ] && grep -qsF "\"$E3_HOST\"" "$E3_HIVE/hosts.json" && grep -qsF "\"$E3_ADDRESS\"" "$E3_HIVE/hosts.json"; then
    . "./$E3_HIVE.about"
    [ "${E3_FLAKE:-$E3_WRITTEN}" != "$E3_WRITTEN" ] || return 0
  fi
  fail "$E3_HOST: $E3_HIVE is missing in this checkout, or an old one: another checkout wrote what the state knows. Write it here and go on: ./e3 up --stack $E3_STACK --replace '**::hive'"
}

# Colmena and Nix take the options of ssh apart at spaces.
mine=$(mktemp -d /tmp/e3-deploy.XXXXXX) || exit 1
trap 'rm -rf "$mine"' EXIT
trap 'exit 130' INT TERM HUP
cat >"$mine/key"
[ "$E3_PORT" = 22 ] && known=$E3_ADDRESS || known="[$E3_ADDRESS]:$E3_PORT"
printf '%s %s\n' "$known" "$E3_HOST_KEY" >"$mine/known_hosts"
cat >"$mine/config" <<CONFIG
Host *
  User $E3_USER
  Port $E3_PORT
  IdentityFile $mine/key
  IdentitiesOnly yes
  UserKnownHostsFile $mine/known_hosts
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 15
  ServerAliveInterval 15
  ServerAliveCountMax 4
CONFIG
on_host() { ssh -F "$mine/config" "$E3_ADDRESS" "$@" </dev/null 2>>"$log"; }

must_answer() { on_host true || fail "$E3_HOST: $E3_USER@$E3_ADDRESS:$E3_PORT does not answer over SSH; nothing was $1 there"; }

# Of all hosts, which Pulumi handles side by side, so many at a time: evaluating one takes a gigabyte.
take_turn() {
  while :; do
    turn=1
    while [ "$turn" -le "$E3_AT_ONCE" ]; do
      exec 9>"$work/slot.$turn"
      flock -n 9 && return
      turn=$((turn + 1))
    done
    sleep 0.5
  done
}

# limited COMMAND…: within $E3_SECONDS, into the log; says so otherwise. Neither Colmena (https://github.com/zhaofengli/colmena/issues/290) nor
# nixos-anywhere ever gives up.
limited() {
  timeout -k 15 "$E3_SECONDS" "$@" </dev/null >>"$log" 2>&1 9>&-
  status=$?
  exec 9>&-
  case $status in
    0) ;;
    124 | 137) fail "$E3_HOST: $1 did not end within $E3_SECONDS s and was stopped (e3:deploySeconds)" ;;
    *) fail "$E3_HOST: $1 ended with exit code $status" ;;
  esac
}

