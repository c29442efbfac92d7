# shellcheck shell=bash
# What the builders share. A builder script starts with
#
#     set -euo pipefail
#     source /usr/local/lib/hypriotkit/builder.sh
#
# and has apt.sh with it. The executor sets SOURCE_DATE_EPOCH (seconds; the time that every artifact carries) and
# HYPRIOTKIT_JOBS (cores to use) for every builder.

# A function that fails inside $(...) must stop the builder, as it does outside.
shopt -s inherit_errexit

# The component's cache volume; an empty directory of the container when caches are off.
HYPRIOTKIT_CACHE=${HYPRIOTKIT_CACHE:-/cache}
# How many entries of one name stay in the cache.
HYPRIOTKIT_CACHE_KEEP=${HYPRIOTKIT_CACHE_KEEP:-2}

# The builder's own stdout, so that step works where stdout is captured: inside $(cached ...).
exec 3>&1

# shellcheck source=components/base_image/builder/apt.sh
source "$(dirname "${BASH_SOURCE[0]}")/apt.sh"

# step TEXT: announces the next step of the build.
step() {
    printf '==> %s\n' "$*" >&3
}

# note TEXT: says something to be known about what is made.
note() {
    printf -- '--> %s\n' "$*" >&3
}

# warn TEXT: says what does not fail the build, and may fail whoever uses what is made.
warn() {
    printf '!!> %s\n' "$*" >&3
}

# die TEXT: ends the builder. TEXT says what happened and what to do.
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# require VAR...: dies when one of the environment variables is missing or empty.
require() {
    local name
    for name in "$@"; do
        [[ -n ${!name:-} ]] || die "$name is empty. Set it in the component's configuration or in the builder's environment."
    done
}

# publish FILE DIR: moves FILE into DIR with FILE.sha256 beside it. The artifact appears last and at
# once: whoever finds its name finds it complete.
publish() {
    local file=$1 directory=$2 name
    name=$(basename "$file")
    mkdir -p "$directory"
    (cd "$(dirname "$file")" && sha256sum "$name") >"$directory/$name.sha256"
    mv "$file" "$directory/.$name.partial"
    mv "$directory/.$name.partial" "$directory/$name"
}

# archive DIR FILE.tar.gz: packs what is in DIR so that the same tree gives the same bytes. Owners are
# numbers; extended attributes (file capabilities) and hard links are kept.
archive() {
    local directory=$1 file=$2
    require SOURCE_DATE_EPOCH
    tar --create --directory "$directory" --sort=name --numeric-owner \
        --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime \
        --format=posix --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime,delete=mtime' \
        --xattrs --xattrs-include='*' . |
        pigz --no-name --processes "$(compression_threads)" >"$file"
}

# zip_image FILE.img FILE.img.zip: zips one (sparse) file so that the same content gives the same bytes.
zip_image() {
    local image=$1 file=$2
    require SOURCE_DATE_EPOCH
    touch --date="@$SOURCE_DATE_EPOCH" "$image"
    # pigz writes the zip format on all cores, zip uses one.
    TZ=UTC pigz --zip --processes "$(compression_threads)" --stdout "$image" >"$file"
}

# At least two: with one thread pigz cuts its input differently, and the bytes would depend on the machine.
compression_threads() {
    local jobs=${HYPRIOTKIT_JOBS:-2}
    echo $((jobs > 2 ? jobs : 2))
}

# cached NAME-HASH[.EXTENSION] COMMAND...: prints the path of the cache entry of that key. When there is
# none, COMMAND makes it: it runs with a temporary path as its last argument, and only what it finished gets
# the key. HASH has no dash and must cover all that the entry depends on. The newest entries of
# a NAME are kept.
#
# Write `entry=$(cached ...)` on a line of its own; `local entry=$(...)`, `||` and `if` hide failures.
cached() {
    local key=$1 entry=$HYPRIOTKIT_CACHE/$1 partial lock guard
    shift
    mkdir -p "$HYPRIOTKIT_CACHE"
    if [[ ! -e $entry ]]; then
        exec {guard}<"$HYPRIOTKIT_CACHE"
        flock "$guard"
        remove_abandoned_entries
        partial=$(mktemp --directory "$HYPRIOTKIT_CACHE/.partial.XXXXXX")
        exec {lock}<"$partial"
        flock "$lock"
        exec {guard}<&-
        "$@" "$partial/$key" >&3
        [[ -e $partial/$key ]] || die "$1 made no cache entry $key. It has to write to its last argument."
        mv --no-target-directory "$partial/$key" "$entry"
        rm -rf "$partial"
        exec {lock}<&-
        remove_older_entries "${key%-*}"
    fi
    touch "$entry"
    echo "$entry"
}

# The lock on an entry in the making goes with the builder that holds it, even a killed one.
remove_abandoned_entries() {
    local partial
    for partial in "$HYPRIOTKIT_CACHE"/.partial.*; do
        [[ -d $partial ]] || continue
        flock --nonblock "$partial" rm -rf "$partial" || true
    done
}

remove_older_entries() {
    local name=$1
    find "$HYPRIOTKIT_CACHE" -maxdepth 1 -name "$name-*" ! -name "$name-*-*" -printf '%T@ %p\0' |
        sort --zero-terminated --numeric-sort --reverse |
        tail --zero-terminated --lines "+$((HYPRIOTKIT_CACHE_KEEP + 1))" |
        cut --zero-terminated --delimiter ' ' --fields 2- |
        xargs --null --no-run-if-empty rm -rf --
}
