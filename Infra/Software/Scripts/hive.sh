# Writes the folder $E3_HIVE: the files named in $E3_FILES, one a line, and hosts.json from standard input.
set -eu
rm -rf "$E3_HIVE.new"
printf '%s\n' "$E3_FILES" | while IFS= read -r file; do
  mkdir -p "$E3_HIVE.new/$(dirname "$file")"
  cp "$file" "$E3_HIVE.new/$file"
done
cat >"$E3_HIVE.new/hosts.json"
rm -rf "$E3_HIVE"
mv "$E3_HIVE.new" "$E3_HIVE"
