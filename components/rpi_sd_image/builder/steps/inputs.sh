# shellcheck shell=bash
# What the other components made, checked and laid out in directories.

# What a build writes at most at the same time: the root tree, the image with it once more, and the archive.
readonly NEEDED_MEGABYTES=4500

# check_inputs DIR: makes DIR the current directory; every artifact must be there, and unchanged if it has a checksum.
check_inputs() {
    local artifact free
    cd "$1" || exit
    for artifact in "$ROOT_FS_ARTIFACT" "$RAW_IMAGE_ARTIFACT" "$BOOTLOADER_ARTIFACT" "$KERNEL_ARTIFACT" ${KERNEL_PACKAGE:+"$KERNEL_PACKAGE"}; do
        [[ -f $artifact ]] || die "the input $artifact is not in $PWD. Build the component that makes it, then this one again."
        [[ ! -f $artifact.sha256 ]] || sha256sum --check --quiet "$artifact.sha256" ||
            die "the input $artifact is damaged: it does not match $artifact.sha256. Build the component that makes it again."
    done
    free=$(df --output=avail --block-size=1M "$SCRATCH" | tail -n 1)
    ((free >= NEEDED_MEGABYTES)) ||
        die "$free MB are free where the Docker engine keeps its containers, $NEEDED_MEGABYTES MB are needed. Free some (docker system df shows what Docker holds)."
}

# unpack_root_file_system ARCHIVE DIR
unpack_root_file_system() {
    local archive=$1 directory=$2
    mkdir "$directory"
    tar --extract --file "$archive" --directory "$directory" \
        --numeric-owner --same-permissions --xattrs --xattrs-include='*' ||
        die "the root file system $archive could not be unpacked."
    check_root_file_system "$directory"
}

# check_root_file_system ROOT: dies where no image can be made of it. Root file systems of other builders than ours come here, too.
check_root_file_system() {
    local root=$1
    [[ -f $root/var/lib/dpkg/status ]] ||
        die "$ROOT_FS_ARTIFACT holds no Debian root file system. Check the component root_fs."
    [[ -L $root/lib ]] ||
        die "in the root file system, /lib is a folder of its own, not a link to usr/lib. Debian has had the link everywhere since release 12: have root_fs make that one or a newer one."
    first_account "$root" >/dev/null
}

# unpack_raw_image ZIP IMAGE: the image as a sparse file.
unpack_raw_image() {
    pigz --decompress --stdout "$1" | dd of="$2" bs=1M iflag=fullblock conv=sparse status=none ||
        die "the raw image $1 could not be unpacked."
    # A hole at the end is not written by dd.
    truncate --size "$(unzip -Z -t "$1" | sed -E 's/.*, ([0-9]+) bytes uncompressed.*/\1/')" "$2"
}

# add_firmware ARCHIVE BOOT: the archive's boot/ is what the boot partition starts with. What it says of its source goes into the
# documents of the contents.
add_firmware() {
    local archive=$1 boot=$2 unpacked
    unpacked=$(mktemp --directory "$SCRATCH/firmware.XXXXXX")
    tar --extract --file "$archive" --directory "$unpacked" --no-same-owner ||
        die "the boot files $archive could not be unpacked."
    [[ -f $unpacked/boot/bootcode.bin ]] ||
        die "$archive holds no boot/bootcode.bin. Check the component rpi_bootloader."
    mv "$unpacked/boot" "$boot"
    [[ ! -f $unpacked/usr/share/doc/rpi-bootloader/source ]] ||
        mv "$unpacked/usr/share/doc/rpi-bootloader/source" "$SCRATCH/firmware-source"
}

# add_kernel ARCHIVE ROOT BOOT: kernel image, device trees and overlays go to the boot partition, the rest to the root, unless a package
# brings it.
add_kernel() {
    local archive=$1 root=$2 boot=$3 unpacked
    unpacked=$(mktemp --directory "$SCRATCH/kernel.XXXXXX")
    tar --extract --file "$archive" --directory "$unpacked" --no-same-owner ||
        die "the kernel $archive could not be unpacked."
    [[ -f $unpacked/boot/kernel8.img && -d $unpacked/lib/modules ]] ||
        die "the kernel $archive lacks boot/kernel8.img or lib/modules. Check the component rpi_kernel."

    find "$unpacked/boot" -mindepth 1 -maxdepth 1 \( -name 'config-*' -o -name 'System.map-*' \) -exec mv --target-directory "$root/boot" {} +
    compress_kernel "$unpacked/boot/kernel8.img"
    cp --recursive --preserve=mode,timestamps "$unpacked/boot/." "$boot"
    # /lib is a link to usr/lib on Debian: tar would put a directory in its place.
    mkdir -p "$root/usr/lib/modules"
    has_kernel_package || cp --archive "$unpacked/lib/modules/." "$root/usr/lib/modules"
    [[ ! -d $unpacked/packages ]] || mv "$unpacked/packages" "$SCRATCH/kernel-packages"
    rm -rf "$unpacked"
}

# compress_kernel FILE: unless it is compressed. The firmware takes both, and two kernels fit the boot partition.
compress_kernel() {
    local file=$1
    [[ $(od --address-radix=n --format=x1 --read-bytes=2 "$file") != ' 1f 8b' ]] || return 0
    pigz --no-name --processes "$(compression_threads)" <"$file" >"$file.gz"
    touch --reference="$file" "$file.gz"
    mv "$file.gz" "$file"
}
