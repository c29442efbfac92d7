# shellcheck shell=bash
# What the builders share. A builder script starts with
#
#     set -euo pipefail
#     source /usr/local/lib/hypriotkit/builder.sh
#
# and has apt.sh, devices.sh, emulation.sh, file-systems.sh, git.sh, inputs.sh and services.sh with it. The executor sets SOURCE_DATE_EPOCH (seconds; the time that every artifact carries) and
# HYPRIOTKIT_JOBS (cores to use) for every builder.

# A function that fails inside $(...) must stop the builder, as it does outside.
shopt -s inherit_errexit

# Where somebody builds does not show in what is made: sort and others go by these.
export LANG=C.UTF-8 LC_ALL=C.UTF-8 TZ=UTC

# The component's cache volume; an empty directory of the container when caches are off.
HYPRIOTKIT_CACHE=${HYPRIOTKIT_CACHE:-/cache}
# How many entries of one name stay in the cache.
HYPRIOTKIT_CACHE_KEEP=${HYPRIOTKIT_CACHE_KEEP:-2}

# The builder's own stdout, so that step works where stdout is captured: inside $(cached ...).
exec 3>&1

# shellcheck source=components/base_image/builder/apt.sh
source "$(dirname "${BASH_SOURCE[0]}")/apt.sh"
# shellcheck source=components/base_image/builder/devices.sh
source "$(dirname "${BASH_SOURCE[0]}")/devices.sh"
# shellcheck source=components/base_image/builder/emulation.sh
source "$(dirname "${BASH_SOURCE[0]}")/emulation.sh"
# shellcheck source=components/base_image/builder/file-systems.sh
source "$(dirname "${BASH_SOURCE[0]}")/file-systems.sh"
# shellcheck source=components/base_image/builder/git.sh
source "$(dirname "${BASH_SOURCE[0]}")/git.sh"
# shellcheck source=components/base_image/builder/inputs.sh
source "$(dirname "${BASH_SOURCE[0]}")/inputs.sh"
# shellcheck source=components/base_image/builder/services.sh
source "$(dirname "${BASH_SOURCE[0]}")/services.sh"

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

# archive DIR FILE.tar.gz [OPTION...]: packs what is in DIR so that the same tree gives the same bytes. Owners are
# numbers; extended attributes (file capabilities) and hard links are kept. The options are more of tar's.
archive() {
    local directory=$1 file=$2
    shift 2
    require SOURCE_DATE_EPOCH
    tar --create --directory "$directory" --sort=name --numeric-owner \
        --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime \
        --format=posix --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime,delete=mtime' \
        --xattrs --xattrs-include='*' "$@" . |
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

# cached NAME-HASH[.EXTENSION] COMMAND...: prints the path of the cache entry of that key. If there is none, or if it is
# damaged, COMMAND makes it: it runs with a temporary path as its last argument, and only what it finished gets the key.
# HASH has no dash and must cover all that the entry depends on. What COMMAND records is kept with the entry, and recorded again where
# that is used; an entry made from other inputs than a lock allows is made again. The newest entries of a NAME are kept, as are those that a
# builder still uses: an entry that this prints stays in place, whole, until the builder ends.
#
# Write `entry=$(cached ...)` on a line of its own; `local entry=$(...)`, `||` and `if` hide failures.
cached() {
    local key=$1 entry=$HYPRIOTKIT_CACHE/$1 entry_lock partial partial_lock
    shift
    mkdir -p "$HYPRIOTKIT_CACHE"/.{digests,inputs}
    until lock_entry "$entry" && keeps_to_lock "$entry"; do
        make_entry "$key" "$@"
        # If another builder has finished the same entry first, that one counts.
        ! publish_entry "$key" || break
    done
    hold_entry
    touch "$entry"
    replay_inputs "$HYPRIOTKIT_CACHE/.inputs/${entry##*/}"
    remove_older_entries "${key%-*}"
    echo "$entry"
}

# lock_entry PATH: whether the cache has the entry, intact. If so, sets entry_lock to a descriptor: until it is closed, no
# builder removes the entry. A damaged entry is removed.
lock_entry() {
    local entry=$1 key=${1##*/}
    { exec {entry_lock}<"$entry"; } 2>/dev/null || return 1
    flock --shared "$entry_lock"
    if is_locked "$entry"; then
        [[ $(digest_of "$entry") != "$(cat "$HYPRIOTKIT_CACHE/.digests/$key" 2>/dev/null)" ]] || return 0
        discard_entry "$entry" "it is damaged, or of an older version"
    fi
    exec {entry_lock}<&-
    return 1
}

# keeps_to_lock PATH: whether the entry that entry_lock locks has a record, and everything in that is in the lock, if there is one.
# If not, it is removed, and so is entry_lock.
keeps_to_lock() {
    local entry=$1 record=$HYPRIOTKIT_CACHE/.inputs/${1##*/}
    if [[ ! -e $record ]]; then
        discard_entry "$entry" "it is of an older version, and does not say what it was made from"
    elif [[ -n $(not_locked <"$record") ]]; then
        discard_entry "$entry" "it was made from other inputs than those in hypriotkit.lock.json"
    else
        return 0
    fi
    exec {entry_lock}<&-
    return 1
}

# discard_entry PATH REASON: removes the entry that entry_lock locks.
discard_entry() {
    local key=${1##*/}
    step "Removing $key from the cache: $2"
    # Others may be just as far, and one that died may take a moment to let go.
    flock --timeout 60 "$entry_lock" ||
        die "$key in the cache is not to be used ($2), and another build uses it. Build again when that one has ended."
    remove_entry "$1"
}

# is_locked PATH: whether entry_lock is still the entry of that path. Another builder may have replaced it before the lock.
is_locked() {
    [[ /proc/self/fd/$entry_lock -ef $1 ]]
}

# hold_entry: keeps what entry_lock locks until the builder ends. A process does so, because cached mostly runs in a subshell,
# whose descriptors end with it. It has none of the builder's outputs, and is no job that the builder would wait for.
hold_entry() {
    (tail --pid $$ --follow /dev/null >/dev/null 2>&1 3>&- &)
    exec {entry_lock}<&-
}

# make_entry KEY COMMAND...: makes an entry at a temporary path, and locks it there. Sets partial, partial_lock and entry_lock.
make_entry() {
    local key=$1
    shift
    make_partial
    : >"$partial/.inputs"
    HYPRIOTKIT_INPUTS=$partial/.inputs "$@" "$partial/$key" >&3
    [[ -e $partial/$key ]] || die "$1 made no cache entry $key. It has to write to its last argument."
    exec {entry_lock}<"$partial/$key"
    flock --shared "$entry_lock"
    digest_of "$partial/$key" >"$partial/.digest"
    # A digest finds what a power cut has damaged; this leaves little to find.
    sync --file-system "$partial"
}

# make_partial: sets partial to a new folder, and partial_lock to a descriptor that locks it. The lock goes with the builder,
# even a killed one: what nobody locks is abandoned.
make_partial() {
    local guard
    exec {guard}<"$HYPRIOTKIT_CACHE"
    flock "$guard"
    remove_abandoned_entries
    partial=$(mktemp --directory "$HYPRIOTKIT_CACHE/.partial.XXXXXX")
    exec {partial_lock}<"$partial"
    flock "$partial_lock"
    exec {guard}<&-
}

# remove_partial: removes partial and what is in it.
remove_partial() {
    rm -rf "$partial"
    exec {partial_lock}<&-
}

# publish_entry KEY: gives the entry in partial its key. If there is one already, the one in partial is removed, and so is
# entry_lock, and publish_entry fails.
publish_entry() {
    local key=$1 entry=$HYPRIOTKIT_CACHE/$1 guard published=0
    exec {guard}<"$HYPRIOTKIT_CACHE"
    flock "$guard"
    if [[ ! -e $entry ]]; then
        mv "$partial/.inputs" "$HYPRIOTKIT_CACHE/.inputs/$key"
        mv "$partial/.digest" "$HYPRIOTKIT_CACHE/.digests/$key"
        mv --no-target-directory "$partial/$key" "$entry" || die "$key could not be put into the cache. The line above says why."
        published=1
    fi
    exec {guard}<&-
    remove_partial
    ((published)) || exec {entry_lock}<&-
    ((published))
}

# digest_of PATH: prints a hash over all files and links of an entry: contents, names, modes, and the times that make goes by.
# The time of the entry itself is not in it, because it says when the entry was last used.
digest_of() {
    local name=${1##*/}
    (
        cd "${1%/*}" || exit
        find "$name" -mindepth 1 ! -type d -printf '%y %m %T@ %p %l\n'
        find "$name" -type f -print0 |
            xargs --null --no-run-if-empty --max-args 500 --max-procs "${HYPRIOTKIT_JOBS:-2}" sha256sum
    ) | LC_ALL=C sort | sha256sum
}

# remove_abandoned_entries: removes what killed builders left.
remove_abandoned_entries() {
    local partial kept
    for partial in "$HYPRIOTKIT_CACHE"/.partial.*; do
        [[ -d $partial ]] || continue
        flock --nonblock "$partial" rm -rf "$partial" || true
    done
    for kept in "$HYPRIOTKIT_CACHE"/.{digests,inputs}/*; do
        [[ -e $HYPRIOTKIT_CACHE/${kept##*/} ]] || rm -f "$kept"
    done
}

# remove_older_entries NAME: removes the older entries of a name, except those that builders use.
remove_older_entries() {
    local name=$1 entry entry_lock
    while IFS= read -r -d '' entry; do
        { exec {entry_lock}<"$entry"; } 2>/dev/null || continue
        ! flock --nonblock "$entry_lock" || remove_entry "$entry"
        exec {entry_lock}<&-
    done < <(find "$HYPRIOTKIT_CACHE" -maxdepth 1 -name "$name-*" ! -name "$name-*-*" -printf '%T@ %p\0' |
        sort --zero-terminated --numeric-sort --reverse |
        tail --zero-terminated --lines "+$((HYPRIOTKIT_CACHE_KEEP + 1))" |
        cut --zero-terminated --delimiter ' ' --fields 2-)
}

# remove_entry PATH: removes the entry that entry_lock locks exclusively. It loses its key first and at once: a builder that is
# killed here leaves no half entry behind.
remove_entry() {
    local entry=$1 guard partial partial_lock
    make_partial
    exec {guard}<"$HYPRIOTKIT_CACHE"
    flock "$guard"
    if is_locked "$entry"; then
        rm -f "$HYPRIOTKIT_CACHE"/.{digests,inputs}/"${entry##*/}"
        mv "$entry" "$partial"
    fi
    exec {guard}<&-
    remove_partial
}
