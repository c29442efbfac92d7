# shellcheck shell=bash

# ccache serves a build that was interrupted or goes back to an earlier configuration. In depend mode it saves the
# preprocessor's run, half of a compiler's time, but finds nothing once a single option has changed: the objects kept as
# a tree (see keep-objects.sh) are for that. Headers made in this build may be as new as they are.
export CCACHE_DIR=$HYPRIOTKIT_CACHE/ccache CCACHE_MAXSIZE=2G CCACHE_DEPEND=1 CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=include_file_mtime,include_file_ctime,time_macros
# The source is a cache entry: what its Python scripts would leave in it counts as damage.
export PYTHONDONTWRITEBYTECODE=1
# What the kernel writes into itself about its making.
export KBUILD_BUILD_USER=hypriotkit KBUILD_BUILD_HOST=hypriotkit KBUILD_BUILD_VERSION=1
KBUILD_BUILD_TIMESTAMP=$(LC_ALL=C date --utc --date "@$SOURCE_DATE_EPOCH")
export KBUILD_BUILD_TIMESTAMP

# kernel_make ARGUMENT...: the kernel's make, in kernel_source and objects. An empty LOCALVERSION keeps the state of a repository
# out of the version.
kernel_make() {
    make --directory "$kernel_source" --jobs "$HYPRIOTKIT_JOBS" O="$objects" \
        ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- CC='ccache aarch64-linux-gnu-gcc' HOSTCC='ccache gcc' \
        LOCALVERSION= "$@"
}

# compile_kernel ROOT: compiles kernel, modules and device trees as objects/.config says, and puts them into ROOT.
compile_kernel() {
    local root=$1 version
    version=$(kernel_make --silent kernelversion)
    ccache --zero-stats >/dev/null
    step "Compiling Linux $version"
    kernel_make Image modules dtbs
    ccache --show-stats
    keep_objects
    collect_compiled_kernel "$root" "$(<"$objects/include/config/kernel.release")"
}

# collect_compiled_kernel ROOT RELEASE: puts what was made in objects into ROOT.
collect_compiled_kernel() {
    local root=$1 release=$2 boot=$1/boot arch=$objects/arch/arm64/boot
    step "Collecting the kernel and its modules"
    kernel_make INSTALL_MOD_PATH="$root" INSTALL_MOD_STRIP=1 modules_install
    # A link to the source, which stays here.
    rm -f "$root/lib/modules/$release/build"
    install -m 0644 "$arch/Image" "$boot/kernel8.img"
    install -m 0644 "$objects/.config" "$boot/config-$release"
    # COPYING names the licences, whose texts are in other files.
    cat "$kernel_source"/{COPYING,LICENSES/preferred/GPL-2.0,LICENSES/exceptions/Linux-syscall-note} >"$boot/$KERNEL_LICENCE"
    copy_device_trees "$arch/dts/broadcom" "$boot"
    # The Raspberry Pi's own source has overlays, for its own device trees.
    if compgen -G "$arch/dts/overlays/*.dtb*" >/dev/null; then
        mkdir -p "$boot/overlays"
        install -m 0644 "$arch"/dts/overlays/*.dtb* "$boot/overlays/"
    else
        add_overlays "$boot"
    fi
}
