# shellcheck shell=bash
# An archive of packages in /archive, which takes the place of the Debian mirror in this container.

# add_package NAME VERSION ARCHITECTURE TREE [LINE OF CONTROL]...: packs what is in TREE.
add_package() {
    local name=$1 version=$2 architecture=$3 tree=$4
    mkdir -p /archive "$tree/DEBIAN"
    printf '%s\n' "Package: $name" "Version: $version" "Architecture: $architecture" "Maintainer: A test <test@localhost>" \
        "Description: stands for Debian's package of that name" "${@:5}" >"$tree/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$tree" "/archive/${name}_${version}_$architecture.deb" >/dev/null
}

# use_archive: has apt read /archive, and nothing else.
use_archive() {
    local package
    mkdir -p /archive
    for package in /archive/*.deb; do
        [[ -e $package ]] || continue
        dpkg-deb --field "$package"
        printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "${package#/archive/}" "$(stat --format %s "$package")" \
            "$(sha256sum <"$package" | cut -d ' ' -f 1)"
    done >/archive/Packages
    rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
    echo 'deb [trusted=yes] file:/archive ./' >/etc/apt/sources.list
}
