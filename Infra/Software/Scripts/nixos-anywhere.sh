# Puts NixOS on the host in place of what its provider's image brought, and prints the system that then runs there. The host keeps its SSH host key.
: >"$log"
needs nixos-anywhere
needs_hive
must_answer installed

# An update that was killed may have done it without writing that down. The installer itself is a NixOS too.
is_installed() { on_host '[ -e /etc/NIXOS ] && ! grep -q "^VARIANT_ID=.*installer" /etc/os-release'; }

if ! is_installed; then
  # https://github.com/nix-community/nixos-anywhere/blob/main/docs/requirements.md
  memory=$(on_host "awk '/^MemTotal/ { print int(\$2 / 1024) }' /proc/meminfo")
  [ "${memory:-0}" -ge 1400 ] || fail "$E3_HOST has ${memory:-no} MB of memory and nixos-anywhere needs 1.5 GB: choose a larger e3:size, or e3:image: nixos, which can do with less"

  # nixos-anywhere itself lets in whoever answers. Of an option that is given twice ssh takes the first, so the ssh that it finds insists on this host.
  mkdir "$mine/bin"
  cat >"$mine/bin/ssh" <<SSH
#!/bin/sh
exec '$(command -v ssh)' -F '$mine/config' -o StrictHostKeyChecking=yes -o UserKnownHostsFile='$mine/known_hosts' -o GlobalKnownHostsFile=/dev/null "\$@"
SSH
  chmod 700 "$mine/bin/ssh"

  take_turn
  # Its own temporary folder, with a copy of the key in it, goes with ours.
  export TMPDIR="$mine" PATH="$mine/bin:$PATH"
  limited nixos-anywhere --flake "path:$PWD/$E3_HIVE#$E3_HOST" --copy-host-keys -i "$mine/key" --target-host "$E3_USER@$E3_ADDRESS"

  # It ends when the host goes down to start anew.
  until=$(($(date +%s) + E3_READY_SECONDS))
  until is_installed; do
    [ "$(date +%s)" -lt "$until" ] || fail "$E3_HOST: nixos-anywhere reported success, but no NixOS with this host's key answers there after $E3_READY_SECONDS s (e3:readySeconds)"
    sleep 2
  done
fi
on_host readlink -f /run/current-system || fail "$E3_HOST: the host does not say which system runs there"
