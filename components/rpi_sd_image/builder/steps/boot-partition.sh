# shellcheck shell=bash
# The FAT file system is the blank image's; mtools writes into it.

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
        fi || die "the boot partition has no room for $name: $(du --summarize --human-readable "$boot" | cut -f 1) in all. Give it more in blank_image (BOOT_MEGABYTES) or leave files out."
    done < <(find "$boot" -mindepth 1 -printf '%P\n' | sort)
}
