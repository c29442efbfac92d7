# shellcheck shell=bash
# Boot files from a Debian package. apt checks what it downloads against the signed index.

# fetch_from_debian PACKAGE FOLDER WORK: puts the package's boot files into FOLDER, running none of its scripts. WORK is for what
# lies in between.
fetch_from_debian() {
    local package=$1 folder=$2 unpacked=$3/package file
    step "Downloading the boot files, Debian's $package"
    # The firmware may be passed on freely but comes without source.
    apt_component non-free-firmware
    apt_refresh
    apt_candidate "$package" >/dev/null ||
        die "the Debian mirror has no package $package${APT_SUITE:+ in $APT_SUITE}. Correct firmware_repo."
    apt_download "$package" "$unpacked" ||
        die "the Debian package $package could not be downloaded. Try again later, the mirror may be in the middle of an update."
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
    note_source "$folder" "package: $package" "version: $(dpkg-deb --field "$unpacked"/*.deb Version)"
}
