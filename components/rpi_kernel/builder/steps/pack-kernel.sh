# shellcheck shell=bash

# Beside the kernel on the boot partition.
KERNEL_LICENCE=COPYING.linux

# pack_kernel ROOT FOLDER: makes the artifacts of what is in ROOT, in work, and publishes them in FOLDER, with the packages in work.
pack_kernel() {
    local root=$1 folder=$2 release version name
    release=$(basename "$root"/lib/modules/*)
    [[ -d $root/lib/modules/$release ]] || die "the kernel came with no modules, or with those of several versions. Check kernel_repo."
    version=$(grep --only-matching --extended-regexp '^[0-9]+(\.[0-9]+)+(-rc[0-9]+)?' <<<"$release")
    name=$version-hypriotos-v8
    # The licence has to go where the kernel goes.
    [[ -s $root/boot/$KERNEL_LICENCE ]] || die "the kernel came without its licence. Check kernel_repo."

    step "Packing Linux $release"
    cp "$root/boot/config-$release" "$work/$name.config"
    # Image builders of others unpack it over a system, whose /lib is a link to usr/lib. An entry for a directory lib would replace
    # the link: it names lib/modules, which is there anyway.
    archive "$root" "$work/$name.tar.gz" --transform='s,^\./lib$,./lib/modules,'
    mkdir -p "$work/bootfiles"
    cp -a "$root/boot" "$work/bootfiles/"
    archive "$work/bootfiles" "$work/bootfiles.tar.gz"

    publish "$work"/linux-image-*.deb "$folder"
    publish "$work"/linux-headers-*.deb "$folder"
    publish "$work/$name.config" "$folder"
    publish "$work/bootfiles.tar.gz" "$folder"
    publish "$work/$name.tar.gz" "$folder"
}
