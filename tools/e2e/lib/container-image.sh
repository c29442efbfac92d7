#!/bin/bash
# Makes an archive of `docker save` from nothing: an image of one layer, for any processor.
#
# usage: container-image.sh FILE.tar ARCHITECTURE LAYER NAME...
#   LAYER    a tar file
#   COMMAND  (environment) what it runs, as JSON; default: a shell
set -euo pipefail

file=$(realpath "$1") architecture=$2 layer=$(realpath "$3") command=${COMMAND:-'["/bin/sh"]'}
shift 3
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

digest=$(sha256sum <"$layer" | cut -d ' ' -f 1)
cp "$layer" "$digest.tar"
cat >config.json <<EOF
{
  "architecture": "$architecture", "os": "linux", "config": { "Cmd": $command },
  "rootfs": { "type": "layers", "diff_ids": ["sha256:$digest"] }, "history": [{ "created": "2026-01-01T00:00:00Z" }]
}
EOF
names=$(printf '"%s",' "$@")
[[ $# -gt 0 ]] || names=
echo "[{ \"Config\": \"config.json\", \"RepoTags\": [${names%,}], \"Layers\": [\"$digest.tar\"] }]" >manifest.json
tar --create --file "$file" -- *
