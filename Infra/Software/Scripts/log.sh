# fail WHY: ends with an error and the end of the file $log, where there is any.
fail() {
  printf '%s\n' "$1" >&2
  if [ -s "$log" ]; then
    printf 'the last lines of %s:\n' "$log" >&2
    tail -n 12 "$log" | sed 's/^/  /' >&2
  fi
  exit 1
}
