# shellcheck shell=bash
# The devices of a tree that programs run in. Comes with builder.sh.

# What add_devices made, and remove_devices removes.
devices_added=()

# add_devices TREE: programs write to /dev/null and read /dev/urandom. In a user namespace, where nobody can make device nodes,
# the container's own are mounted.
add_devices() {
    local name device
    for name in null zero random urandom; do
        device=$1/dev/$name
        [[ ! -c $device ]] || continue
        cp --archive "/dev/$name" "$device" 2>/dev/null || mount_device "$name" "$device" ||
            die "this engine lets containers neither make device nodes nor mount them. If it runs in a container itself, use one that does not. In project.json, the builder needs \`deviceNodes\`."
        devices_added+=("$device")
    done
}

mount_device() {
    : >"$2" && mount --bind "/dev/$1" "$2"
}

# remove_devices: before a tree is packed or removed.
remove_devices() {
    local device
    for device in "${devices_added[@]}"; do
        ! mountpoint --quiet "$device" || umount "$device"
        rm -f "$device"
    done
    devices_added=()
}
