# shellcheck shell=bash
# The files that tie firmware, kernel and root file system together.
#
#   CONFIG_TXT    lines for config.txt
#   CMDLINE       arguments for the kernel, one a line

# The first start gives the card an id of its own, and takes this out of cmdline.txt.
readonly DISK_ID_INIT=/usr/lib/hypriotos/disk-id

# configure_boot IMAGE ROOT BOOT: what the firmware does, and what it tells the kernel.
configure_boot() {
    local image=$1 root=$2 boot=$3 flavour=mainline consoles='console=ttyS1,115200' options='' init=$DISK_ID_INIT
    # Raspberry Pi's own kernels bring device trees under the names of their tree beside the mainline ones. There the
    # firmware fills in the console's name, and the memory controller of cgroups is off unless asked for.
    if [[ -e $boot/bcm2710-rpi-3-b.dtb ]]; then
        flavour=raspberrypi consoles='console=serial0,115200' options=' cgroup_enable=memory'
    elif [[ -e $boot/bcm2712-rpi-5-b.dtb ]]; then
        # The Pi 5 has a socket of its own for it. Other boards have no such UART.
        consoles="console=ttyAMA10,115200 $consoles"
    fi
    options+=$(security_argument "$root")
    # Last, because the kernel uses the last one of arguments that contradict each other.
    [[ -z ${CMDLINE:-} ]] || options+=" ${CMDLINE//$'\n'/ }"
    # The kernel starts the last one. It starts the one before.
    ! is_read_only || init="$READ_ONLY_INIT init=$init"
    {
        render config.txt
        render "config.$flavour.txt"
        [[ ! -e $boot/initramfs.img ]] || render config.initramfs.txt
        [[ -z ${CONFIG_TXT:-} ]] || render config.own.txt "LINES=$CONFIG_TXT"
    } >"$boot/config.txt"
    render cmdline.txt "CONSOLES=$consoles" "OPTIONS=$options" "INIT=$init" \
        "ROOT_PARTUUID=$(partition_field "$image" "$ROOT_PARTITION" UUID)" >"$boot/cmdline.txt"
}

# security_argument ROOT: prints what switches AppArmor on in a kernel that has it and leaves it off, as the Raspberry Pi's do.
security_argument() {
    local config
    config=$(cat "$1"/boot/config-* 2>/dev/null || true)
    if grep --quiet '^CONFIG_SECURITY_APPARMOR=y' <<<"$config" && ! grep --quiet '^CONFIG_LSM=.*apparmor' <<<"$config"; then
        echo ' security=apparmor'
    fi
}

# configure_system IMAGE ROOT BOOT
configure_system() {
    local image=$1 root=$2 boot=$3
    write_fstab "$image" "$root"
    mkdir -p "$root/boot/firmware"
    mount_data_partitions "$image" "$root"
    make_read_only "$root"
    # What root_fs put there is meant for the partition that gets mounted over it.
    cp --recursive --no-clobber "$root/boot/firmware/." "$boot"
    find "$root/boot/firmware" -mindepth 1 -delete
    add_user_data "$root" "$boot"
    add_release "$root"
    skip_update_services "$root"
}

# write_fstab IMAGE ROOT: the partitions of the image, and what root_fs has beside them.
write_fstab() {
    local image=$1 root=$2 own=""
    [[ ! -e $root/etc/fstab ]] || own=$(awk '$1 !~ /^#/ && NF > 1 && $2 != "/" && $2 != "/boot/firmware"' "$root/etc/fstab")
    {
        render fstab \
            "BOOT_PARTUUID=$(partition_field "$image" "$BOOT_PARTITION" UUID)" \
            "ROOT_PARTUUID=$(partition_field "$image" "$ROOT_PARTITION" UUID)"
        [[ -z $own ]] || printf '# What root_fs has.\n%s\n' "$own"
    } >"$SCRATCH/fstab"
    mv "$SCRATCH/fstab" "$root/etc/fstab"
    chmod 644 "$root/etc/fstab"
}

# add_release ROOT: which image this is, beside what root_fs says there.
add_release() {
    local root=$1 kernel
    kernel=$(find "$root/usr/lib/modules" -mindepth 1 -maxdepth 1 -printf '%f\n')
    # shellcheck disable=SC2153  # VERSION is not version
    cat >>"$root/usr/lib/os-release" <<EOF
HYPRIOT_DEVICE="Raspberry Pi 64 bit"
HYPRIOT_IMAGE_VERSION="$VERSION"
HYPRIOT_KERNEL_VERSION="$kernel"
EOF
}

# skip_update_services ROOT: systemd rebuilds caches at the first start when /usr is newer than these two files. Installing
# the packages has just made the caches.
skip_update_services() {
    touch --reference="$1/usr" "$1/etc/.updated" "$1/var/.updated"
}
