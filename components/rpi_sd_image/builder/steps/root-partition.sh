# shellcheck shell=bash
# The root partition is the last one: it gets the size that its content needs, or the configured one.
#
#   ROOT_MEGABYTES    0 or nothing: as its content needs

# Room that the system finds before it grows to the card, for logs and the first start's own files.
readonly MARGIN_MEGABYTES=200
readonly JOURNAL_MEGABYTES=64

# write_root_partition ROOT IMAGE
write_root_partition() {
    local root=$1 image=$2 label uuid
    clamp_times "$root"
    date_clock "$root"
    label=$(file_system_field "$image" "$ROOT_PARTITION" LABEL)
    uuid=$(file_system_field "$image" "$ROOT_PARTITION" UUID)
    resize_root_partition "$root" "$image"
    make_ext4 "$image" "$(partition_offset "$image" "$ROOT_PARTITION")" \
        "$(($(partition_field "$image" "$ROOT_PARTITION" SECTORS) * SECTOR / 1024))k" "$label" "$uuid" \
        -J "size=$JOURNAL_MEGABYTES" -d "$root" ||
        die "the root file system could not be written. The lines above say why; most often the disk is full."
}

# What was installed just now is not older than the image.
clamp_times() {
    find "$1" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# date_clock ROOT: a board's clock starts at the time of the file clock-epoch, in which root_fs has left a later one.
date_clock() {
    local clock=$1/usr/lib/clock-epoch time
    [[ ! -s $clock ]] || time=$(<"$clock")
    [[ ! ${time:-} =~ ^[0-9]+$ ]] || ((time <= SOURCE_DATE_EPOCH)) || touch --date="@$time" "$clock"
}

# resize_root_partition ROOT IMAGE: empties the partition, and gives it and the image their size.
resize_root_partition() {
    local root=$1 image=$2 start available content images=0 needed megabytes limit
    start=$(partition_offset "$image" "$ROOT_PARTITION")
    available=$((($(stat --format %s "$image") - start) / 1024 / 1024))
    content=$(du --summarize --block-size=1M "$root" | cut -f 1)
    # An archive of container images needs its room once more when it is loaded.
    [[ ! -e $root$IMAGES_ARCHIVE ]] || images=$(megabytes_of "$root$IMAGES_ARCHIVE")
    # Inode tables and the like take a twentieth.
    needed=$(((content + images) * 21 / 20 + JOURNAL_MEGABYTES + MARGIN_MEGABYTES))
    if ((${ROOT_MEGABYTES:-0} > 0)); then
        megabytes=$ROOT_MEGABYTES
        ((megabytes >= needed)) || die "the root partition of $megabytes MB is too small for what goes into it: $(account_for_room). Set rpi_sd_image.root_megabytes to $needed or more, or to 0 for as much as it takes."
    else
        megabytes=$((needed > available ? needed : available))
    fi
    limit=$(first_data_partition)
    [[ -z $limit ]] || ((start / 1024 / 1024 + megabytes <= limit)) ||
        die "the root partition of $megabytes MB does not fit before the first data partition at $limit MB: $(account_for_room). Set start_megabytes in rpi_sd_image.partitions to $((start / 1024 / 1024 + megabytes)) or more."
    note "The root partition has $megabytes MB: $(account_for_room)"
    truncate --size "$start" "$image"
    truncate --size "$((start + megabytes * 1024 * 1024))" "$image"
    sfdisk --quiet --no-reread --no-tell-kernel -N "$ROOT_PARTITION" "$image" <<<', +'
}

# account_for_room: prints what takes how much of the root partition, by resize_root_partition's variables.
account_for_room() {
    echo "$needed MB, of which $((content - images)) for the system, $((images * 2)) for container images (and loading them), $((needed - content - images)) for the file system and a margin"
}
