# shellcheck shell=bash
# Partitions for data, behind the root partition. The image ends before them, so that writing it to a card again leaves what is
# in them. The first boot gives them their file systems (files/partitions).
#
#   PARTITIONS    JSON, a list of objects with the keys of rpi_sd_image.partitions; or nothing

# The last one reaches to the end of the card. Until a card is known, it has the size that is required between two.
readonly LAST_PARTITION_MEGABYTES=64

# data_partitions: prints START SIZE MOUNT for each, in megabytes.
data_partitions() {
    jq --raw-output --argjson last "$LAST_PARTITION_MEGABYTES" '
        . as $all | to_entries[] | .value.start_megabytes as $start
        | ($all[.key + 1].start_megabytes // ($start + $last)) as $end
        | "\($start) \($end - $start) \(.value.mount)"' <<<"${PARTITIONS:-[]}"
}

# first_data_partition: prints where it starts, in megabytes; nothing without data partitions.
first_data_partition() {
    data_partitions | head --lines 1 | cut --delimiter ' ' --fields 1
}

# add_data_partitions IMAGE: enters them in the partition table of an image that is complete but for them.
add_data_partitions() {
    local image=$1 size start megabytes mount
    size=$(stat --format %s "$image")
    while read -r start megabytes mount; do
        # sfdisk enters no partition that a disk has no room for.
        truncate --size "$(((start + megabytes) * 1024 * 1024))" "$image"
        sfdisk --quiet --no-reread --no-tell-kernel --append "$image" <<<"start=${start}MiB, size=${megabytes}MiB, type=83"
        note "The partition for $mount starts at $start MB"
    done < <(data_partitions)
    truncate --size "$size" "$image"
}

# mount_data_partitions IMAGE ROOT: has the system make them ready and mount them. Without one, the board comes up all the same.
# What starts with the system finds them mounted.
mount_data_partitions() {
    local image=$1 root=$2 disk number=$ROOT_PARTITION line=0 mount source
    local mount_options=defaults,noatime,nofail,x-systemd.before=local-fs.target,x-systemd.growfs
    [[ -n $(first_data_partition) ]] || return 0
    lay_system_files partitions "$root"
    mkdir --parents "$root/etc/hypriotos"
    disk=$(partition_field "$image" "$ROOT_PARTITION" UUID)
    while read -r _ _ mount; do
        number=$((number + 1)) line=$((line + 1))
        source=$(printf 'PARTUUID=%s-%02x' "${disk%-*}" "$number")
        echo "$source $mount" >>"$root/etc/hypriotos/data-partitions"
        echo "$source  $mount  ext4  $mount_options,x-systemd.requires=data-partition@$line.service  0  0" >>"$root/etc/fstab"
        mkdir --parents "$root$mount"
    done < <(data_partitions)
}
