# shellcheck shell=bash
# The compiled objects stay in the cache as the kernel's make left them: it records for each of them which options it
# depends on, so that a changed option costs the few objects that know it. A build works on a copy: one that is killed in
# the middle of a file leaves the cache as it was.

# restore_objects: fills objects with the newest that the cache has for kernel_source. There are several if other builders use
# them; mixed, they would be no state that make knows.
restore_objects() {
    local kept entry_lock
    while read -r _ kept; do
        lock_entry "$kept" || continue
        step "Taking up the objects of the build before"
        cp --archive --no-target-directory "$kept" "$objects"
        exec {entry_lock}<&-
        return
    done < <(newest_objects)
}

# newest_objects: prints time and path of each entry with objects of kernel_source, the newest first.
newest_objects() {
    find "$HYPRIOTKIT_CACHE" -maxdepth 1 -name "objects-$(source_id)_*" -printf '%T@ %p\n' | sort --numeric-sort --reverse
}

# keep_objects: puts objects into the cache, without the kernel as a whole: it is linked again in any case, and takes 2 GB with its debug
# information. One tree takes 3.3 GB, so that only the newest is kept.
keep_objects() {
    local key
    key=objects-$(source_id)_$(sha256sum <"$objects/.config" | cut -c 1-16)
    HYPRIOTKIT_CACHE_KEEP=1 cached "$key" rsync --archive --exclude='/vmlinux' --exclude='/vmlinux.*' --exclude='/.tmp_vmlinux*' \
        "$objects/" >/dev/null
}

# source_id: prints what the objects' dependencies are relative to, kernel_source, as a hash.
source_id() {
    basename "$kernel_source" | sha256sum | cut -c 1-16
}
