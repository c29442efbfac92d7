# shellcheck shell=bash
# An archive of packages in /archive that the builder's apt reads, and nothing else. Packages have a word for their content.

# add_package SUITE NAME VERSION [CONTENT]
add_package() {
    local suite=$1 name=$2 version=$3 folder=/archive/dists/$1/main/binary-amd64 file
    file=pool/$suite/${name}_${version}_all.deb
    mkdir --parents "$folder" "/archive/${file%/*}"
    echo "${4:-$name $version}" >"/archive/$file"
    printf '%s\n' "Package: $name" "Version: $version" 'Architecture: all' 'Maintainer: A test <test@localhost>' \
        "Filename: $file" "Size: $(stat --format %s "/archive/$file")" \
        "SHA256: $(sha256sum <"/archive/$file" | cut --characters 1-64)" 'Description: a test' '' >>"$folder/Packages"
}

# read_archive SUITE...: has apt read these suites.
read_archive() {
    local suite folder
    rm -rf /etc/apt/sources.list{,.d/*}
    for suite in "$@"; do
        folder=/archive/dists/$suite
        printf '%s\n' "Suite: $suite" "Codename: $suite" 'Components: main' 'Architectures: amd64' "Date: $(date --utc --rfc-email)" \
            'SHA256:' " $(sha256sum <"$folder/main/binary-amd64/Packages" | cut --characters 1-64) $(stat --format %s "$folder/main/binary-amd64/Packages") main/binary-amd64/Packages" >"$folder/Release"
        echo "deb [trusted=yes arch=amd64] copy:/archive $suite main" >>/etc/apt/sources.list
    done
    apt_refresh >/dev/null
}

# use_snapshot: an archive as it was long ago, with hail 1 in trixie, in /snapshot. It is signed with one of Debian's keys, so to speak.
use_snapshot() {
    mkdir /snapshot
    base64 --decode <<<"$SNAPSHOT_TAR" | tar --extract --directory /snapshot
    gpg --dearmor </snapshot/key.asc >>/usr/share/keyrings/debian-archive-keyring.gpg
    echo "copy:/snapshot trixie main" >"$HYPRIOTKIT_SNAPSHOT"
}

# lock LINE...: what the build is locked to, with spaces in place of tabs.
lock() {
    printf '%s\n' "$@" | tr ' ' '\t' >"$HYPRIOTKIT_LOCK"
    prefer_locked
}

# recorded: what the build has recorded, without checksums.
recorded() {
    sort --unique "$HYPRIOTKIT_INPUTS" | sed -E 's/[0-9a-f]{64}/SHA256/' | tr '\t' ' '
}

# sum_of CONTENT: the checksum of a package with that content.
sum_of() {
    sha256sum <<<"$1" | cut --characters 1-64
}
