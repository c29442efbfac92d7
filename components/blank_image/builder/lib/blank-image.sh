# shellcheck shell=bash
# A blank image from the device's numbers. All ids are fixed, so that the same numbers give the same bytes and
# the boot partition can name the root by its PARTUUID (DISK_ID-02).
#
#   DISK_ID          id of the partition table, 8 hexadecimal digits
#   BOOT_START       first sector (of 512 bytes) of the boot partition
#   BOOT_MEGABYTES   its size
#   BOOT_VOLUME_ID   its FAT volume id, 8 hexadecimal digits
#   ROOT_MEGABYTES   size of the root partition, which follows at once
#   ROOT_UUID        its file system's UUID
# shellcheck source=SCRIPTDIR/../../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh

readonly SECTORS_PER_MEGABYTE=2048

# make_blank_image DEVICE: leaves DEVICE-raw.img.zip in /workspace.
make_blank_image() {
    local device=$1 scratch image
    require DISK_ID BOOT_START BOOT_MEGABYTES BOOT_VOLUME_ID ROOT_MEGABYTES ROOT_UUID
    scratch=$(mktemp --directory)
    image=$scratch/$device-raw.img

    step "Partitioning"
    partition "$image"
    step "Making the file systems"
    make_boot_file_system "$image"
    make_root_file_system "$image"
    step "Compressing the image"
    zip_image "$image" "$image.zip"
    publish "$image.zip" /workspace
}

root_start() {
    echo $((BOOT_START + BOOT_MEGABYTES * SECTORS_PER_MEGABYTE))
}

partition() {
    local image=$1 sectors
    sectors=$(($(root_start) + ROOT_MEGABYTES * SECTORS_PER_MEGABYTE))
    truncate --size "$((sectors * 512))" "$image"
    sfdisk --quiet "$image" <<EOF
label: dos
label-id: 0x$DISK_ID
unit: sectors

start=$BOOT_START, size=$((BOOT_MEGABYTES * SECTORS_PER_MEGABYTE)), type=c, bootable
start=$(root_start), type=83
EOF
}

make_boot_file_system() {
    local image=$1
    # With an offset mkfs.vfat derives the geometry from the whole file: clusters and tracks have to be said.
    # Clusters of one sector keep the small ones of these file systems above FAT32's minimum of 65525.
    mkfs.vfat --invariant -F 32 -s 1 -g 64/32 -n HypriotOS -i "$BOOT_VOLUME_ID" \
        --offset "$BOOT_START" -h "$BOOT_START" "$image" "$((BOOT_MEGABYTES * 1024))"
}

make_root_file_system() {
    local image=$1
    make_ext4 "$image" "$(($(root_start) * 512))" "${ROOT_MEGABYTES}M" root "$ROOT_UUID"
}
