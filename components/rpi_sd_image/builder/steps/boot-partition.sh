# shellcheck shell=bash
# The FAT file system is the blank image's, or one like it in another size; mtools writes into it.
#
#   BOOT_MEGABYTES    size of the partition; 0 or nothing: as the blank image has it

# resize_boot_partition IMAGE: gives the partition its size and a new file system. The root partition, which is empty so far,
# follows it.
resize_boot_partition() {
    local image=$1 start sectors id label root_start head root_sectors
    ((${BOOT_MEGABYTES:-0} > 0)) || return 0
    start=$(partition_field "$image" "$BOOT_PARTITION" START)
    sectors=$((BOOT_MEGABYTES * 1024 * 1024 / SECTOR))
    id=$(file_system_field "$image" "$BOOT_PARTITION" UUID)
    label=$(file_system_field "$image" "$BOOT_PARTITION" LABEL)
    root_start=$((start + sectors))
    root_sectors=$(partition_field "$image" "$ROOT_PARTITION" SECTORS)
    head=$(mktemp "$SCRATCH/root-head.XXXXXX")
    # Its beginning says the label and the UUID of the root file system.
    dd if="$image" of="$head" bs="$SECTOR" count=64 skip="$(partition_field "$image" "$ROOT_PARTITION" START)" status=none

    sfdisk --dump "$image" >"$head.table"
    truncate --size "$((start * SECTOR))" "$image"
    truncate --size "$(((root_start + root_sectors) * SECTOR))" "$image"
    sed -E -e "/^${image//\//\\/}$BOOT_PARTITION /s/size= *[0-9]+/size=$sectors/" \
        -e "/^${image//\//\\/}$ROOT_PARTITION /s/start= *[0-9]+/start=$root_start/" "$head.table" |
        sfdisk --quiet --no-reread --no-tell-kernel "$image"
    dd if="$head" of="$image" bs="$SECTOR" seek="$root_start" conv=notrunc status=none
    # With an offset, mkfs.vfat derives the geometry from the whole file: clusters and tracks have to be said.
    mkfs.vfat --invariant -F 32 -s "$(sectors_per_cluster "$sectors")" -g 64/32 -n "$label" -i "${id/-/}" \
        --offset "$start" -h "$start" "$image" "$((BOOT_MEGABYTES * 1024))"
}

# sectors_per_cluster SECTORS: as many as leave FAT32 its 65525 clusters, at most 8 (4 KB).
sectors_per_cluster() {
    local size=8
    while ((size > 1 && $1 / size < 70000)); do
        ((size /= 2))
    done
    echo "$size"
}

# write_boot_partition BOOT IMAGE
write_boot_partition() {
    local boot=$1 image=$2 name
    local disk
    disk=$image@@$(partition_offset "$image" "$BOOT_PARTITION")
    find "$boot" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

    # Sorted, because the order decides what lies where.
    while IFS= read -r name; do
        if [[ -d $boot/$name ]]; then
            mmd -i "$disk" "::$name"
        else
            mcopy -i "$disk" -m "$boot/$name" "::$name"
        fi || die "the boot partition has no room for $name: $(du --summarize --human-readable "$boot" | cut -f 1) in all. Set rpi_sd_image.boot_megabytes to more, or leave files out."
    done < <(find "$boot" -mindepth 1 -printf '%P\n' | sort)
}
