# shellcheck shell=bash
# The kernel as the package that it is, which dpkg and apt know. Its files for the boot partition come from the archive of the
# same kernel: the package's hook leaves that partition alone while an image is built.
#
#   KERNEL_PACKAGE    the package; empty: rpi_kernel made none (builders of the official repositories), and the archive has all

has_kernel_package() {
    [[ -n ${KERNEL_PACKAGE:-} ]]
}

# install_kernel_package ROOT
install_kernel_package() {
    local root=$1
    has_kernel_package || return 0
    step "Installing the kernel's package"
    open_root "$root"
    install_package_files "$root" "$KERNEL_PACKAGE"
    close_root "$root"
}

# install_package_files ROOT FILE...: with dpkg alone, in an open root. What they depend on is installed.
install_package_files() {
    local root=$1 folder=/var/cache/apt/archives file files=()
    shift
    for file in "$@"; do
        cp "$file" "$root$folder/"
        files+=("$folder/$(basename "$file")")
    done
    env --ignore-environment PATH="$PATH" LC_ALL="$LC_ALL" DEBIAN_FRONTEND="$DEBIAN_FRONTEND" SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
        chroot "$root" dpkg --install --force-unsafe-io --log=/dev/null "${files[@]}" ||
        die "installing the kernel's package in the root file system failed. The lines above say why."
}
