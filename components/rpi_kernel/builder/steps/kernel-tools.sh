# shellcheck shell=bash
# What a board with Debian's kernel makes of each update, as this builder does of the first one: an initramfs, and device trees
# with parameters. In a package, because Debian's kernel asks for one that makes its initramfs.

# add_kernel_tools ROOT: makes the package in ROOT/packages, of the builder's own steps and of work/parameters.
add_kernel_tools() {
    local root=$1 name=hypriotos-kernel-tools tree=$work/kernel-tools
    local share=$tree/usr/share/$name
    step "Packing $name"
    mkdir -p "$tree/DEBIAN" "$share"
    cp --recursive "$BUILDER_DIR"/board/. "$tree/"
    cp --recursive "$BUILDER_DIR/initramfs" "$work/parameters" "$share/"
    install -m 0644 "$BUILDER_DIR"/steps/{make-initramfs,overlays}.sh "$share/"
    chmod --recursive u=rwX,go=rX "$tree"
    control "$name" 1 "Initramfs and device trees of Debian's kernels for HypriotOS" \
        "Depends: busybox-static, cpio, device-tree-compiler, kmod, xz-utils" \
        "Provides: linux-initramfs-tool" "Conflicts: linux-initramfs-tool" |
        sed 's/^Architecture: .*/Architecture: all/' >"$tree/DEBIAN/control"
    build_package "$tree" "$root/packages"
}
