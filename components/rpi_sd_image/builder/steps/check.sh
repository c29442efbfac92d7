# shellcheck shell=bash

# check_file_systems IMAGE: nothing is published that a check would want to repair.
check_file_systems() {
    local image=$1 partition
    partition=$SCRATCH/partition
    partition_copy "$image" "$BOOT_PARTITION" "$partition"
    fsck.vfat -n "$partition" || die "the boot partition's file system came out damaged. This is a fault of this builder: please report it with the lines above."
    rm "$partition"
    e2fsck -f -n "$image?offset=$(partition_offset "$image" "$ROOT_PARTITION")" ||
        die "the root partition's file system came out damaged. This is a fault of this builder: please report it with the lines above."
}
