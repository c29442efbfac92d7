# shellcheck shell=bash
# A system that leaves its card as it is. Kernel and firmware start it by files/read-only/usr/lib/hypriotos/read-only-root.
#
#   READ_ONLY    true, or something else

readonly READ_ONLY_INIT=/usr/lib/hypriotos/read-only-root

is_read_only() {
    [[ ${READ_ONLY:-} == true ]]
}

# make_read_only ROOT
make_read_only() {
    local root=$1
    is_read_only || return 0
    lay_system_files read-only "$root"
    # Where the real root is mounted.
    mkdir --parents "$root/usr/lib/hypriotos/lower"
    sed -i -E 's|^(PARTUUID=\S+ +/boot/firmware +vfat +)defaults|\1ro|' "$root/etc/fstab"
}
