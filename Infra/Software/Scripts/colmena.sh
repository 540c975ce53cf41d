# Deploys the hive $E3_HIVE to the host and prints the system that then runs there.
: >"$log"
needs colmena
needs_hive
must_answer deployed
take_turn
export SSH_CONFIG_FILE="$mine/config"
limited colmena --config "path:$PWD/$E3_HIVE" apply --on "$E3_HOST" --verbose

# It can report success for a system that does not start (https://github.com/zhaofengli/colmena/issues/328): ask the host.
on_host readlink -f /run/current-system || fail "$E3_HOST: colmena reported success, but the host does not say which system runs there"
