# copy FOLDER: puts the files named in $E3_FILES, one a line, into FOLDER, which becomes a new one.
set -eu
copy() {
  rm -rf "$1"
  printf '%s\n' "$E3_FILES" | while IFS= read -r file; do
    mkdir -p "$1/$(dirname "$file")"
    cp "$file" "$1/$file"
  done
}
