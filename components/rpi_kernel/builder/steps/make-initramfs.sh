# shellcheck shell=bash

# Runs here and, as part of hypriotos-kernel-tools, on the board. These functions read BUILDER_DIR and write to folders of work.

# make_initramfs ROOT: makes boot/initramfs.img for the packaged kernel in ROOT, whose drivers for the disk are modules.
# Nothing in it runs here, so that it takes seconds where Debian's own generator takes minutes under emulation.
make_initramfs() {
    local root=$1
    step "Making the initramfs"
    write_initramfs "$root" "$(basename "$root"/lib/modules/*)" "$root/boot/initramfs.img"
}

# write_initramfs ROOT RELEASE FILE
write_initramfs() {
    local root=$1 release=$2 file=$3 tree=$work/initramfs
    # /dev/console, which the kernel opens before init can mount anything, is in the initramfs that each kernel has inside.
    mkdir -p "$tree"/{bin,dev,lib/modules,proc,root,sys}

    put_busybox "$tree/bin"
    install -m 0755 "$BUILDER_DIR/initramfs/init" "$tree/init"
    put_modules "$root" "$release" "$tree"

    find "$tree" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    (cd "$tree" && find . -print0 | LC_ALL=C sort --zero-terminated |
        cpio --null --create --format newc --owner 0:0 --reproducible --quiet) |
        compress_initramfs >"$file"
    rm -rf "$tree"
}

compress_initramfs() {
    pigz --no-name --best --processes 2
}

# put_busybox FOLDER
put_busybox() {
    local folder=$1 download=$work/busybox
    download_package busybox-static:arm64 "$download"
    dpkg-deb --extract "$download"/*.deb "$download/package"
    install -m 0755 "$download"/package/usr/bin/busybox "$folder/busybox"
    ln -s busybox "$folder/sh"
    rm -rf "$download"
}

# put_modules ROOT RELEASE TREE: copies the modules of initramfs/modules and those that they need into TREE, and writes
# their names to lib/modules/order, in the order in which they have to be loaded. Unpacked: insmod takes them as they are.
put_modules() {
    local root=$1 release=$2 tree=$3 module file name
    while read -r module; do
        if ! modprobe --dirname "$root" --set-version "$release" --show-depends "$module"; then
            echo "This kernel has no module $module." >&2
        fi
    done < <(grep --invert-match --extended-regexp '^(#|$)' "$BUILDER_DIR/initramfs/modules") >"$work/depends"

    # Lines are `insmod /the/file.ko.xz` or `builtin name`.
    awk '$1 == "insmod" && !seen[$2]++ { print $2 }' "$work/depends" | while read -r file; do
        name=$(basename "${file%.ko*}")
        case $file in
            *.xz) xz --decompress --stdout "$file" >"$tree/lib/modules/$name.ko" ;;
            *.zst) zstd --decompress --stdout --quiet "$file" >"$tree/lib/modules/$name.ko" ;;
            *.gz) gzip --decompress --stdout "$file" >"$tree/lib/modules/$name.ko" ;;
            *) cp "$file" "$tree/lib/modules/$name.ko" ;;
        esac
        echo "$name" >>"$tree/lib/modules/order"
    done
    [[ -s $tree/lib/modules/order ]] || die "none of the modules for the initramfs is in the packaged kernel. Check kernel_repo."
}
