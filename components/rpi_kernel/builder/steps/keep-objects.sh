# shellcheck shell=bash disable=SC2034,SC2154  # objects, kernel_source: see build.sh; HYPRIOTKIT_CACHE_KEEP is for cached
# The compiled objects stay in the cache as the kernel's make left them: it records for each of them which options it
# depends on, so that a changed option costs the few objects that know it. A build works on a copy: one that is killed in
# the middle of a file leaves the cache as it was.

restore_objects() {
    local kept
    for kept in "$HYPRIOTKIT_CACHE/objects-$(source_id)_"*; do
        [[ -d $kept ]] || continue
        step "Taking up the objects of the build before"
        cp --archive --no-target-directory "$kept" "$objects"
    done
}

# keep_objects: one tree takes 450 MB, so that only the newest is kept.
keep_objects() {
    local configuration
    configuration=$(sha256sum <"$objects/.config")
    HYPRIOTKIT_CACHE_KEEP=1
    cached "objects-$(source_id)_${configuration:0:16}" cp --archive --no-target-directory "$objects" >/dev/null
}

# source_id: prints what the objects' dependencies are relative to.
source_id() {
    basename "$kernel_source" | sha256sum | cut -c 1-16
}
