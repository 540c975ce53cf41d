# Writes the folder $E3_HIVE: the flake, and hosts.json from standard input.
copy "$E3_HIVE.new"
cat >"$E3_HIVE.new/hosts.json"
rm -rf "$E3_HIVE"
mv "$E3_HIVE.new" "$E3_HIVE"
