# Writes the folder $E3_HIVE: the flake, and hosts.json from standard input. $E3_HIVE.about says what flake that is and what bounds a deployment.
copy "$E3_HIVE.new"
cat >"$E3_HIVE.new/hosts.json"
rm -rf "$E3_HIVE"
mv "$E3_HIVE.new" "$E3_HIVE"
printf 'E3_WRITTEN=%s\nE3_SECONDS=%s\nE3_AT_ONCE=%s\n' "$E3_HASH" "$E3_SECONDS" "$E3_AT_ONCE" >"$E3_HIVE.about"
