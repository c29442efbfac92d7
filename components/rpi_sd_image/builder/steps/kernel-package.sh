# shellcheck shell=bash
# The kernel as the package that it is, which dpkg and apt know. Its files for the boot partition come from the archive of the
# same kernel: the package's hook leaves that partition alone while an image is built.
#
#   KERNEL_PACKAGE    the package; empty: rpi_kernel made none (builders of the official repositories), and the archive has all
#
# $SCRATCH/kernel-packages has what add_kernel has found in the archive of a packaged kernel: packages that go with it, and the
# suite that it is from.

has_kernel_package() {
    [[ -n ${KERNEL_PACKAGE:-} ]]
}

# install_kernel_package ROOT
install_kernel_package() {
    local root=$1 others=$SCRATCH/kernel-packages suite
    has_kernel_package || return 0
    step "Installing the kernel's package"
    open_root "$root"
    if [[ -d $others ]]; then
        suite=$(<"$others/suite")
        add_kernel_suite "$root" "$suite"
        apt_refresh
        # The kernel's scripts are written for the linux-base of their own suite.
        # shellcheck disable=SC2046  # a word for each package
        install_packages "$root" "linux-base${suite:+/$suite}" $(dependencies_of "$others"/hypriotos-kernel-tools_*.deb)
        install_package_files "$root" "$KERNEL_PACKAGE" "$others"/*.deb
    else
        install_package_files "$root" "$KERNEL_PACKAGE"
    fi
    close_root "$root"
}

# dependencies_of FILE: prints the names of the packages that it depends on.
dependencies_of() {
    dpkg-deb --field "$1" Depends | tr --delete ,
}

# install_package_files ROOT FILE...: with dpkg alone, in an open root that has what they depend on. apt takes no files for another
# root.
install_package_files() {
    local root=$1 folder=/var/tmp/kernel-packages
    mkdir "$root$folder"
    cp "${@:2}" "$root$folder/"
    env --ignore-environment PATH="$PATH" LC_ALL="$LC_ALL" DEBIAN_FRONTEND="$DEBIAN_FRONTEND" \
        SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
        chroot "$root" dpkg --install --recursive --force-unsafe-io --log=/dev/null "$folder" ||
        die "installing the kernel's package in the root file system failed. The lines above say why."
    rm -rf "${root:?}$folder"
}

# add_kernel_suite ROOT SUITE: has the system's apt read the suite that the kernel is from, such as trixie-backports, where the next
# ones will be. apt takes nothing else from there unless it is asked to.
add_kernel_suite() {
    local root=$1 suite=$2 release sources
    [[ -n $suite ]] || return 0
    release=$(sed -n 's/^VERSION_CODENAME=//p' "$root/usr/lib/os-release")
    mapfile -t sources < <(find "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d" -type f 2>/dev/null)
    ! grep --quiet --extended-regexp "^(deb |Suites:).* $suite( |\$)" "${sources[@]}" || return 0
    sed -i -E -e "/^deb .* $release /{ p; s/ $release / $suite / }" \
        -e "s/^(Suites:.*) $release( .*)?\$/& $suite/" "${sources[@]}"
}
