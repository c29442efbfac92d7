#!/bin/bash
# Makes the Raspberry Pi's 64-bit kernel. Into /builds come, each with its .sha256:
#   <version>-hypriotos-v8.tar.gz    boot/ (kernel8.img, device trees, configuration), lib/modules/ and, of a packaged kernel,
#                                    packages/ (what the board updates it with)
#   <version>-hypriotos-v8.config    the kernel's configuration
#   bootfiles.tar.gz                 boot/ alone
#   linux-image-<release>_*.deb      the same kernel as a package
#   linux-headers-<release>_*.deb    what modules of others are compiled with on a board
#
# RPI_KERNEL_REPO     deb:linux-source[-<version>][/<suite>]  Debian's kernel source, compiled here
#                     deb:linux-image-<flavour>[/<suite>]     Debian's packaged kernel with a small initramfs, nothing compiled
#                     a git URL                               a kernel source, compiled here
# RPI_KERNEL_BRANCH   branch or tag of the git repository; empty: its own default
# DEFCONFIG           a configuration of the source to start from, for example bcm2711_defconfig; empty: config/ alone
set -euo pipefail

# shellcheck source=SCRIPTDIR/../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh
# What the values may be is in fields.json, by which they were checked before this container was started.
require SOURCE_DATE_EPOCH HYPRIOTKIT_JOBS RPI_KERNEL_REPO

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR
source "$BUILDER_DIR/steps/compile-kernel.sh"
source "$BUILDER_DIR/steps/configure-kernel.sh"
source "$BUILDER_DIR/steps/debian-packages.sh"
source "$BUILDER_DIR/steps/device-trees.sh"
source "$BUILDER_DIR/steps/fetch-debian-source.sh"
source "$BUILDER_DIR/steps/fetch-git-source.sh"
source "$BUILDER_DIR/steps/keep-objects.sh"
source "$BUILDER_DIR/steps/kernel-tools.sh"
source "$BUILDER_DIR/steps/make-initramfs.sh"
source "$BUILDER_DIR/steps/overlays.sh"
source "$BUILDER_DIR/steps/pack-kernel.sh"
source "$BUILDER_DIR/steps/package-kernel.sh"
source "$BUILDER_DIR/steps/unpack-packaged-kernel.sh"

# The steps read these, BUILDER_DIR, and kernel_source, which fetching sets. The paths are the same in every build, so that
# ccache finds what it has.
work=/tmp/rpi_kernel
objects=$work/objects
# What the artifacts hold: boot/ and lib/modules/.
root=$work/root

umask 022
mkdir -p "$root/boot" "$objects" /builds

repo=$RPI_KERNEL_REPO
if [[ $repo == deb:*/* ]]; then
    apt_suite "${repo#*/}"
    repo=${repo%%/*}
fi
case $repo in
    deb:linux-image-*)
        unpack_packaged_kernel "${repo#deb:}" "$root"
        make_initramfs "$root"
        add_kernel_tools "$root"
        ;;
    deb:*)
        fetch_debian_source "${repo#deb:}"
        restore_objects
        configure_kernel
        compile_kernel "$root"
        package_kernel "$root"
        ;;
    *)
        fetch_git_source "$repo" "${RPI_KERNEL_BRANCH:-}"
        restore_objects
        configure_kernel
        compile_kernel "$root"
        package_kernel "$root"
        ;;
esac

pack_kernel "$root" /builds
