# shellcheck shell=bash
# Where the partitions of an image lie and what they are called. Counted from 1.

export BOOT_PARTITION=1 ROOT_PARTITION=2
readonly SECTOR=512

# partition_field IMAGE NUMBER FIELD: FIELD is one of partx: START and SECTORS (of 512 bytes), UUID.
partition_field() {
    partx --noheadings --raw --output "$3" --nr "$2" "$1"
}

# partition_offset IMAGE NUMBER: the position of its first byte.
partition_offset() {
    echo $(($(partition_field "$1" "$2" START) * SECTOR))
}

# partition_copy IMAGE NUMBER FILE: the partition in a sparse file of its own, for tools that know no offset.
partition_copy() {
    dd if="$1" of="$3" bs=1M conv=sparse status=none iflag=skip_bytes,count_bytes,fullblock \
        skip="$(partition_offset "$1" "$2")" count="$(($(partition_field "$1" "$2" SECTORS) * SECTOR))"
}

# file_system_field IMAGE NUMBER FIELD: FIELD is one of blkid: LABEL, UUID.
file_system_field() {
    blkid --probe --offset "$(partition_offset "$1" "$2")" --match-tag "$3" --output value "$1"
}
