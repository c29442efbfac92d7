# shellcheck shell=bash
# The root partition is the last one: it gets the size that its content needs.

# Room that the system finds before it grows to the card, for logs and the first start's own files.
readonly MARGIN_MEGABYTES=200
readonly JOURNAL_MEGABYTES=64

# write_root_partition ROOT IMAGE
write_root_partition() {
    local root=$1 image=$2 label uuid
    clamp_times "$root"
    label=$(file_system_field "$image" "$ROOT_PARTITION" LABEL)
    uuid=$(file_system_field "$image" "$ROOT_PARTITION" UUID)
    resize_root_partition "$root" "$image"
    # The partition is a hole now, which is as good as zeroed.
    mke2fs -q -F -t ext4 -L "$label" -U "$uuid" -J "size=$JOURNAL_MEGABYTES" \
        -E "offset=$(partition_offset "$image" "$ROOT_PARTITION"),hash_seed=$uuid,assume_storage_prezeroed=1" \
        -d "$root" "$image" "$(($(partition_field "$image" "$ROOT_PARTITION" SECTORS) * SECTOR / 1024))k" ||
        die "the root file system could not be written. The lines above say why; most often the disk is full."
}

# What was installed just now is not older than the image.
clamp_times() {
    find "$1" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# resize_root_partition ROOT IMAGE: empties the partition, and makes it and the image larger if the content asks for it.
resize_root_partition() {
    local root=$1 image=$2 start needed available megabytes
    start=$(partition_offset "$image" "$ROOT_PARTITION")
    available=$(($(stat --format %s "$image") - start))
    # Inode tables and the like take a twentieth.
    megabytes=$(du --summarize --block-size=1M "$root" | cut -f 1)
    needed=$(((megabytes * 21 / 20 + JOURNAL_MEGABYTES + MARGIN_MEGABYTES) * 1024 * 1024))
    truncate --size "$start" "$image"
    if ((needed > available)); then
        echo "The content of $megabytes MB does not fit: growing the root partition to $((needed / 1024 / 1024)) MB."
        truncate --size "$((start + needed))" "$image"
        sfdisk --quiet --no-reread --no-tell-kernel -N "$ROOT_PARTITION" "$image" <<<', +'
    else
        truncate --size "$((start + available))" "$image"
    fi
}
