# shellcheck shell=bash
# Archives of packages at http://localhost:8000, signed like Debian's, and images whose apt reads them.

export GNUPGHOME=/gnupg LC_ALL=C.UTF-8

# make_key FILE: makes a key of its own for what is in FILE, a keyring.
make_key() {
    mkdir --parents "$GNUPGHOME"
    chmod 700 "$GNUPGHOME"
    gpg --batch --quiet --passphrase '' --quick-generate-key "archive of ${1##*/}" ed25519 sign never
    gpg --batch --quiet --export "archive of ${1##*/}" >"$1"
}

serve() {
    mkdir --parents /archive
    python3 -m http.server 8000 --directory /archive >/dev/null 2>&1 &
    for _ in {1..50}; do
        ! (: </dev/tcp/localhost/8000) 2>/dev/null || return 0
        sleep 0.1
    done
    return 1
}

# add_suite SUITE KEYRING LINE...: standard input has a package a line: name, version, source. LINEs are more of the release file.
add_suite() {
    local suite=$1 keyring=$2 folder=/archive/dists/$1 name version source
    rm -rf "$folder"
    mkdir --parents "$folder/main/binary-arm64"
    while read -r name version source; do
        printf '%s\n' "Package: $name" "Version: $version" "Source: ${source:-$name}" 'Architecture: arm64' 'Maintainer: A test <test@localhost>' \
            "Filename: pool/$name.deb" 'Size: 1' "SHA256: $(printf '0%.0s' {1..64})" "Description: a test" ''
    done >"$folder/main/binary-arm64/Packages"
    (
        cd "$folder" || exit
        printf '%s\n' "Suite: $suite" "Codename: $suite" 'Components: main' 'Architectures: arm64' "Date: $(date --utc --rfc-email)" "${@:3}" 'SHA256:'
        find main -type f -exec sh -c 'echo " $(sha256sum <$0 | cut -d " " -f 1) $(stat --format %s $0) $0"' {} \;
    ) >/tmp/Release
    gpg --batch --quiet --local-user "archive of ${keyring##*/}" --clearsign --output "$folder/InRelease" /tmp/Release
}

# add_installed NAME VERSION [SOURCE] [MAINTAINER] [STATE]: one more package in /tree.
add_installed() {
    printf '%s\n' "Package: $1" "Status: ${5:-install ok installed}" "Version: $2" "Source: ${3:-$1}" 'Architecture: arm64' \
        "Maintainer: ${4:-A test <test@localhost>}" 'Description: a test' '' >>/tree/var/lib/dpkg/status
}

# make_image FILE: of /tree, with an empty boot partition.
make_image() {
    rm -f "$1"
    truncate --size 16M "$1"
    printf 'label-id: 0x48595052\nstart=2048, size=8192, type=c\nstart=10240, type=83\n' | sfdisk --quiet "$1"
    mkfs.vfat --invariant -F 12 --offset 2048 "$1" 4096 >/dev/null 2>&1
    mke2fs -q -F -t ext4 -d /tree -E "offset=$((10240 * 512))" "$1" 10m
}
