# shellcheck shell=bash
# The compiled objects stay in the cache as the kernel's make left them: it records for each of them which options it
# depends on, so that a changed option costs the few objects that know it. A build works on a copy: one that is killed in
# the middle of a file leaves the cache as it was.

# restore_objects: fills objects with what the cache has for kernel_source.
restore_objects() {
    local kept
    for kept in "$HYPRIOTKIT_CACHE/objects-$(source_id)_"*; do
        [[ -d $kept ]] || continue
        step "Taking up the objects of the build before"
        cp --archive --no-target-directory "$kept" "$objects"
    done
}

# keep_objects: puts objects into the cache. One tree takes 450 MB, so that only the newest is kept.
keep_objects() {
    local key
    key=objects-$(source_id)_$(sha256sum <"$objects/.config" | cut -c 1-16)
    HYPRIOTKIT_CACHE_KEEP=1 cached "$key" cp --archive --no-target-directory "$objects" >/dev/null
}

# source_id: prints what the objects' dependencies are relative to, kernel_source, as a hash.
source_id() {
    basename "$kernel_source" | sha256sum | cut -c 1-16
}
