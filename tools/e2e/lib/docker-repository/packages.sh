# shellcheck shell=bash
# Packages that have the names, the relations and a program of Docker's.

make_packages() {
    local pool=$1 version
    mkdir -p "$pool"
    for version in 5:27.5.1-1~debian.13~trixie 5:28.0.4-1~debian.13~trixie 5:28.10.1-1~debian.13~trixie; do
        make_package "$pool" docker-ce "$version" dockerd \
            "Depends: containerd.io, docker-ce-cli, iptables" "Conflicts: docker.io"
        make_package "$pool" docker-ce-cli "$version" docker "Conflicts: docker-cli"
    done
    make_package "$pool" containerd.io 1.7.28-1~debian.13~trixie containerd "Conflicts: containerd, runc"
    make_package "$pool" docker-compose-plugin 2.40.3-1~debian.13~trixie docker-compose
}

# make_package POOL NAME VERSION PROGRAM [LINE OF CONTROL]...
make_package() {
    local pool=$1 name=$2 version=$3 program=$4 tree
    tree=$(mktemp --directory)
    chmod 755 "$tree"
    mkdir -p "$tree/DEBIAN" "$tree/usr/bin"
    printf '%s\n' "Package: $name" "Version: $version" "Architecture: arm64" "Maintainer: A test <test@localhost>" \
        "Description: stands for Docker's package of that name" "${@:5}" >"$tree/DEBIAN/control"
    printf '#!/bin/sh\necho "%s %s"\n' "$name" "$version" >"$tree/usr/bin/$program"
    chmod 755 "$tree/usr/bin/$program"
    if [[ $name == docker-ce ]]; then
        printf '#!/bin/sh\ngetent group docker >/dev/null || groupadd --system docker\n' >"$tree/DEBIAN/postinst"
        chmod 755 "$tree/DEBIAN/postinst"
    fi
    dpkg-deb --root-owner-group --build "$tree" "$pool/${name}_${version#*:}_arm64.deb" >/dev/null
    rm -r "$tree"
}

# list_packages FOLDER: prints the index of the packages in its pool.
list_packages() {
    local package
    cd "$1" || exit
    for package in pool/*.deb; do
        dpkg-deb --field "$package"
        printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "$package" "$(stat --format %s "$package")" \
            "$(sha256sum <"$package" | cut -d ' ' -f 1)"
    done
}
