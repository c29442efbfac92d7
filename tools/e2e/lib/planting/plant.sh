# shellcheck shell=bash
# Changes files of an image without mounting it: debugfs writes to ext4, mtools to FAT. IMAGE is its path.

ROOT_OFFSET=$(partx --noheadings --raw --output START --nr 2 "$IMAGE")
BOOT_OFFSET=$(partx --noheadings --raw --output START --nr 1 "$IMAGE")
ROOT="$IMAGE?offset=$((ROOT_OFFSET * 512))"
BOOT=$IMAGE@@$((BOOT_OFFSET * 512))
RELEASE=$(debugfs -R 'ls -p /usr/lib/modules' "$ROOT" 2>/dev/null | cut -d / -f 6 | grep '^[0-9]')
export RELEASE

# root COMMAND...: of debugfs. It says a line about itself each time.
root() {
    local command
    for command in "$@"; do
        debugfs -w -R "$command" "$ROOT" 2> >(sed '/^debugfs 1/d' >&2)
    done
}

# root_file PATH: prints it.
root_file() {
    debugfs -R "cat $1" "$ROOT" 2>/dev/null
}

# put PATH [MODE [UID GID]]: writes stdin there, in the place of what is there.
put() {
    local path=$1 content
    content=$(mktemp)
    cat >"$content"
    [[ $(debugfs -R "stat $path" "$ROOT" 2>/dev/null) != *Inode:* ]] || root "rm $path"
    root "write $content $path" "sif $path mode 010${2:-0644}"
    [[ -z ${3:-} ]] || root "sif $path uid $3" "sif $path gid $4"
    rm "$content"
}

# change PATH SED [MODE [UID GID]]
change() {
    root_file "$1" | sed -E "$2" | put "$1" "${@:3}"
}

# boot_put NAME: writes stdin there.
boot_put() {
    mcopy -D o -i "$BOOT" - "::$1"
}

# boot_change NAME SED
boot_change() {
    local changed
    changed=$(mtype -i "$BOOT" "::$1" | sed -E "$2")
    boot_put "$1" <<<"$changed"
}
