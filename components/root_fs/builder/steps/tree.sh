# shellcheck shell=bash
# Trees with packages, and how they are kept. These functions read WORK_DIR, HYPRIOTKIT_JOBS and TARGET_ARCHITECTURE.

# Constant, for it goes into the cached trees: what has no date of its own gets this one. As SOURCE_DATE_EPOCH it also makes
# Python's compiled files refer to their sources by hash: archives clamp times, and a file that refers to
# its source by time would be stale on the board.
readonly TREE_EPOCH=1754697600

# unpack_tree ARCHIVE TREE
unpack_tree() {
    mkdir "$2"
    tar --extract --file "$1" --directory "$2" --numeric-owner --xattrs --xattrs-include='*'
}

# pack_tree TREE ARCHIVE: what is newer than $WORK_DIR/started has no date of its own.
pack_tree() {
    local tree=$1 archive=$2
    remove_devices
    rm -rf "${tree:?}"/{dev,proc,run,tmp}/*
    find "$tree" -newer "$WORK_DIR/started" -exec touch --no-dereference --date="@$TREE_EPOCH" {} +
    tar --create --directory "$tree" --numeric-owner --sort=name --xattrs --xattrs-include='*' . |
        zstd -1 --threads="$HYPRIOTKIT_JOBS" --quiet -o "$archive"
}
