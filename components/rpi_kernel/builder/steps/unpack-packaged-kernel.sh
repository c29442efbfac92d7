# shellcheck shell=bash

# unpack_packaged_kernel PACKAGE ROOT: puts the kernel of a Debian package linux-image-*, for arm64, into ROOT, and the packages that
# a board has of it into work and ROOT/packages. Packages are unpacked, not installed: none of their scripts runs.
unpack_packaged_kernel() {
    local package=$1:arm64 root=$2 unpacked=$work/packaged-kernel download=$work/download release deb
    step "Downloading the packaged kernel, Debian's $1"
    dpkg --add-architecture arm64
    apt_refresh
    candidate_version "$package" >/dev/null
    for deb in $(packages_of_one_kernel "$package" | sort --unique); do
        download_package "$deb" "$download"
    done

    for deb in "$download"/*.deb; do
        dpkg-deb --extract "$deb" "$unpacked"
    done
    release=$(basename "$unpacked"/usr/lib/modules/*)
    step "Unpacking Linux $release"
    install -m 0644 "$(first_there "$unpacked/boot/vmlinuz-$release" "$unpacked/usr/lib/modules/$release/vmlinuz")" \
        "$root/boot/kernel8.img"
    install -m 0644 "$(first_there "$unpacked/boot/config-$release" "$unpacked/usr/lib/modules/$release/config")" \
        "$root/boot/config-$release"
    install -m 0644 "$unpacked/usr/share/doc/linux-image-$release/copyright" "$root/boot/$KERNEL_LICENCE"
    copy_device_trees "$(first_there "$unpacked/usr/lib/linux-image-$release/broadcom" \
        "$unpacked/usr/lib/modules/$release/dtb/broadcom")" "$root/boot"
    add_overlays "$root/boot"
    mkdir -p "$root/lib/modules"
    mv "$unpacked/usr/lib/modules/$release" "$root/lib/modules/"
    # What has been taken already, and links to kernel headers that are not there.
    rm -rf "$root/lib/modules/$release"/{vmlinuz,config,System.map,dtb,build,source}
    depmod --basedir "$root" "$release"
    rm -rf "$unpacked"

    mkdir -p "$root/packages"
    echo "${APT_SUITE:-}" >"$root/packages/suite"
    download_package "linux-headers-$release:arm64" "$download"
    for deb in "$download"/*.deb; do
        case $deb in
            */"linux-image-$release"_* | */linux-headers-*) keep_package "$deb" "$work" ;;
            *) keep_package "$deb" "$root/packages" ;;
        esac
    done
}

# packages_of_one_kernel PACKAGE: prints the package and those that it depends on in exactly their version. In backports, a kernel
# comes in several packages. The empty one, by which `apt upgrade` brings the next kernel, depends on it in the same way.
packages_of_one_kernel() {
    local dependency
    echo "$1"
    for dependency in $(exact_dependencies "$1"); do
        packages_of_one_kernel "$dependency:${1#*:}"
    done
}

# exact_dependencies PACKAGE: prints the names.
exact_dependencies() {
    apt-cache show --no-all-versions "$1" | sed -n 's/^Depends: //p' | tr , '\n' | sed -n 's/^ *\([^ ]*\) (= .*/\1/p'
}

# first_there PATH...: prints the first that is there. Debian 13 has the kernel in other places than backports have.
first_there() {
    local path
    for path in "$@"; do
        if [[ -e $path ]]; then
            echo "$path"
            return
        fi
    done
    die "the packaged kernel lacks ${1#"$work"/packaged-kernel/}. Check kernel_repo."
}

# keep_package FILE FOLDER: apt writes a colon in a version as %3a. File names get a dot instead; only people read them.
keep_package() {
    local name
    name=$(basename "${1//%3a/.}")
    mv "$1" "$2/$name"
}
