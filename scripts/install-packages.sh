#!/bin/bash
# Installs what packages.txt lists and is missing; with sudo where we are not root. Nothing to do: no network is used.
set -eu
cd "$(dirname "$0")/.."
mapfile -t wanted < <(sed 's/#.*//' packages.txt | grep -o '[^[:space:]]*')
missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
echo "Installing: ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
