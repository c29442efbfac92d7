# shellcheck shell=bash
# File systems that come out the same on every machine.

# make_ext4 IMAGE OFFSET SIZE LABEL UUID [OPTION...]: makes an ext4 file system in a file, from that byte on, where there is only a hole
# so far: nothing needs to be zeroed, neither now nor by the kernel after the first mount. The size and the options are
# mke2fs's.
make_ext4() {
    local image=$1 offset=$2 size=$3 label=$4 uuid=$5
    shift 5
    mke2fs -q -F -t ext4 -L "$label" -U "$uuid" -E "offset=$offset,hash_seed=$uuid,assume_storage_prezeroed=1" "$@" \
        "$image" "$size" &&
        sign_names "$image?offset=$offset" "$label"
}

# sign_names FILE_SYSTEM LABEL: notes in all superblocks that hashes of file names take bytes for signed numbers. mke2fs notes what its
# own processor does, and arm64 does the opposite.
sign_names() {
    # debugfs writes to the first superblock, and tune2fs to all of them.
    debugfs -w -R 'set_super_value flags 1' "$1" 2>/dev/null &&
        tune2fs -L "$2" "$1" >/dev/null
}
