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

# use_archive [COMPONENT]: has apt read /archive, where the packages are in COMPONENT (default: main), and nothing else.
use_archive() {
    local component=${1:-main} architecture index
    for architecture in "$(dpkg --print-architecture)" arm64; do
        for index in main "$component"; do
            mkdir -p "/archive/dists/trixie/$index/binary-$architecture"
            : >"/archive/dists/trixie/$index/binary-$architecture/Packages"
        done
        list_archive >"/archive/dists/trixie/$component/binary-$architecture/Packages"
    done
    rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
    echo 'deb [trusted=yes] file:/archive trixie main' >/etc/apt/sources.list
}

# add_suite SUITE: /archive has what is in /archive/SUITE/ as a suite. It is nobody's source yet.
add_suite() {
    local suite=$1 architecture file
    for architecture in "$(dpkg --print-architecture)" arm64; do
        file=/archive/dists/$suite/main/binary-$architecture/Packages
        mkdir -p "${file%/*}"
        list_archive "$suite/" >"$file"
    done
    (
        cd "/archive/dists/$suite" || exit
        printf '%s\n' "Suite: $suite" "Codename: $suite" "Components: main" "Architectures: all amd64 arm64" \
            "NotAutomatic: yes" "SHA256:"
        find main -type f -exec sh -c 'echo " $(sha256sum <$0 | cut -d " " -f 1) $(stat --format %s $0) $0"' {} \;
    ) >/tmp/Release
    mv /tmp/Release "/archive/dists/$suite/"
}

# list_archive [FOLDER/]: prints the index of the packages. Of what is called lost-... the file cannot be found.
list_archive() {
    local package name
    for package in /archive/"${1:-}"*.deb; do
        dpkg-deb --field "$package"
        name=${package#/archive/}
        printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "${name/#lost-/gone-}" "$(stat --format %s "$package")" \
            "$(sha256sum <"$package" | cut -d ' ' -f 1)"
    done
}
