# shellcheck shell=bash
# Boot files from a Debian package. apt checks what it downloads against the signed index.

# The firmware may be passed on freely but comes without source: Debian keeps it in its component non-free-firmware.
# The base image's own sources say where the mirror is, in the one-line form or in deb822.
enable_non_free_firmware() {
    local sources
    mapfile -t sources < <(find /etc/apt/sources.list /etc/apt/sources.list.d -type f 2>/dev/null)
    sed -i -E '/non-free-firmware/! s/^(deb .*|Components:.*)$/\1 non-free-firmware/' "${sources[@]}"
}

# fetch_from_debian PACKAGE FOLDER WORK: puts the package's boot files into FOLDER, running none of its scripts. WORK is for what
# lies in between.
fetch_from_debian() {
    local package=$1 folder=$2 unpacked=$3/package file
    [[ $package =~ ^[a-z0-9][a-z0-9.+-]+$ ]] ||
        die "firmware_repo names the package '$package', which is no Debian package name. Use for example deb:raspi-firmware."

    step "Downloading the boot files, Debian's $package"
    enable_non_free_firmware
    apt_refresh
    # apt downloads as its own user, which has to be let in.
    mkdir "$unpacked" && chown _apt "$unpacked"
    (cd "$unpacked" && apt-get download "$package") ||
        die "the Debian package $package could not be downloaded. Check its name in firmware_repo."
    dpkg-deb --extract "$unpacked"/*.deb "$unpacked/root"

    for file in "$unpacked/root/usr/lib/$package"/*.{bin,elf,dat}; do
        [[ ! -f $file ]] || put_boot_file "$file" "$folder"
    done
    # Debian's few overlays are made for its own kernel's device trees, which are Linux's.
    for file in "$unpacked/root/usr/lib/$package"/overlays/*.dtbo; do
        [[ ! -f $file ]] || put_boot_file "$file" "$folder/overlays"
    done
    # The licence allows passing the files on together with its text, which the package keeps with its documentation.
    file=$unpacked/root/usr/share/doc/$package/copyright
    [[ ! -e $file ]] || install -m 0644 "$file" "$folder/LICENCE.broadcom"
}
