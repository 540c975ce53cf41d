# Deploys the hive $E3_HIVE to the host $E3_HOST and prints the system that then runs there. The operator's private key comes on standard
# input: it is in no argument, in no environment and, when this ends, in no file.
set -u
work=.e3/deploy/$E3_STACK
log=.e3/logs/$E3_STACK/$E3_HOST.log
umask 077
mkdir -p "$work" "${log%/*}"
: >"$log"

fail() {
  printf '%s\n' "$1" >&2
  if [ -s "$log" ]; then
    printf 'the last lines of %s:\n' "$log" >&2
    tail -n 12 "$log" | sed 's/^/  /' >&2
  fi
  exit 1
}

command -v colmena >/dev/null || fail "$E3_HOST: colmena is not on PATH; run this in the flake's shell: nix develop"

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

on_host true || fail "$E3_HOST: $E3_USER@$E3_ADDRESS:$E3_PORT does not answer over SSH; nothing was deployed there"

# Of all hosts, which Pulumi handles side by side, so many at a time: evaluating one takes a gigabyte.
slot=0
until [ "$slot" != 0 ]; do
  try=1
  while [ "$try" -le "$E3_AT_ONCE" ]; do
    exec 9>"$work/slot.$try"
    if flock -n 9; then slot=$try; break; fi
    try=$((try + 1))
  done
  [ "$slot" != 0 ] || sleep 0.5
done

# Colmena itself waits for ever (https://github.com/zhaofengli/colmena/issues/290).
SSH_CONFIG_FILE="$mine/config" timeout -k 15 "$E3_SECONDS" \
  colmena --config "path:$PWD/$E3_HIVE" apply --on "$E3_HOST" --verbose </dev/null >>"$log" 2>&1 9>&-
status=$?
exec 9>&-
case $status in
  0) ;;
  124 | 137) fail "$E3_HOST: colmena did not end within $E3_SECONDS s and was stopped (e3:deploySeconds)" ;;
  *) fail "$E3_HOST: colmena ended with exit code $status" ;;
esac

# It can report success for a system that does not start (https://github.com/zhaofengli/colmena/issues/328): ask the host.
on_host readlink -f /run/current-system || fail "$E3_HOST: colmena reported success, but the host does not say which system runs there"
