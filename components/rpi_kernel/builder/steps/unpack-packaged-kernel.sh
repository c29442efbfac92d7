# shellcheck shell=bash

# unpack_packaged_kernel PACKAGE ROOT: puts the kernel of a Debian package linux-image-*, for arm64, into ROOT, and the package and
# that of its headers into work. Packages are unpacked, not installed: none of their scripts runs.
unpack_packaged_kernel() {
    local package=$1 root=$2 unpacked=$work/packaged-kernel release deb
    step "Downloading the packaged kernel, Debian's $package"
    dpkg --add-architecture arm64
    apt_refresh
    package=$(real_package "$package:arm64")
    keep_metapackage "$1:arm64" "$package" "$root/packages"
    download_package "$package" "$work/download"

    step "Unpacking $package"
    dpkg-deb --extract "$work"/download/*.deb "$unpacked"
    release=$(basename "$unpacked"/boot/vmlinuz-*)
    release=${release#vmlinuz-}
    install -m 0644 "$unpacked/boot/vmlinuz-$release" "$root/boot/kernel8.img"
    install -m 0644 "$unpacked/boot/config-$release" "$root/boot/"
    install -m 0644 "$unpacked/usr/share/doc/$(basename "$unpacked"/usr/share/doc/linux-image-*)/copyright" \
        "$root/boot/$KERNEL_LICENCE"
    copy_device_trees "$unpacked/usr/lib/linux-image-$release/broadcom" "$root/boot"
    add_overlays "$root/boot"
    mkdir -p "$root/lib/modules"
    mv "$unpacked/usr/lib/modules/$release" "$root/lib/modules/"
    # Links to kernel headers that are not there.
    rm -f "$root/lib/modules/$release"/{build,source}
    depmod --basedir "$root" "$release"
    download_package "linux-headers-$release:arm64" "$work/download"
    # apt writes some characters of a version as %3a. A colon is none for a file's name, and the name is only for people.
    for deb in "$work"/download/*.deb; do
        mv "$deb" "$work/$(basename "${deb//%3a/.}")"
    done
    rm -rf "$unpacked" "$work/download"
}

# keep_metapackage PACKAGE REAL_PACKAGE FOLDER: keeps the package that depends on the newest kernel, by which `apt upgrade` brings
# the next one, and the name of its suite.
keep_metapackage() {
    local package=$1 real=$2 folder=$3
    mkdir -p "$folder"
    [[ $package == "$real" ]] || download_package "$package" "$folder"
    echo "${APT_SUITE:-}" >"$folder/suite"
}
