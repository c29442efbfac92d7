#!/bin/bash
# Serves on port 80, for at most half an hour:
#
#   /debian                                an apt repository for trixie, signed with a key that is made here
#   /debian/gpg                            that key, and another one before it
#   /machine/v0.16.2, /machine/v0.16.1     releases of Docker Machine; the checksum of the second is wrong
#
# Says `key NAME FINGERPRINT` of both keys and `serving` when all is there.
set -euo pipefail
source /packages.sh

main() {
    make_key other
    make_key docker
    make_packages /srv/debian/pool
    make_index /srv/debian/dists/trixie
    gpg --batch --armor --export other docker >/srv/debian/gpg
    make_machine v0.16.2
    make_machine v0.16.1
    echo 'echo changed later' >>/srv/machine/v0.16.1/docker-machine-Linux-aarch64
    echo serving
    exec timeout 1800 busybox httpd -f -p 80 -h /srv
}

make_key() {
    gpg --batch --quiet --passphrase '' --quick-generate-key "$1" ed25519 sign never
    echo "key $1 $(gpg --list-keys --with-colons "$1" | awk -F : '$1 == "fpr" { print $10 }')"
}

make_index() {
    local release=$1 index=stable/binary-arm64/Packages
    mkdir -p "$release/stable/binary-arm64"
    list_packages /srv/debian >"$release/$index"
    cat >"$release/Release" <<EOF
Origin: Docker
Suite: trixie
Codename: trixie
Architectures: arm64
Components: stable
Date: $(date --utc --rfc-email)
SHA256:
 $(sha256sum <"$release/$index" | cut -d ' ' -f 1) $(stat --format %s "$release/$index") $index
EOF
    gpg --batch --local-user docker --clearsign --output "$release/InRelease" "$release/Release"
}

make_machine() {
    local folder=/srv/machine/$1 program=docker-machine-Linux-aarch64
    mkdir -p "$folder"
    printf '#!/bin/sh\necho "docker-machine version %s"\n' "$1" >"$folder/$program"
    (cd "$folder" && sha256sum --binary "$program") >"$folder/sha256sum.txt"
}

main
