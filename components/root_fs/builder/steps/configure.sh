# shellcheck shell=bash
# What the configuration and HypriotOS add to the Debian tree. Cheap: most of it works on files, without
# running the tree's programs. These functions read HYPRIOT_HOSTNAME, HYPRIOT_OS_VERSION, TARGET_ARCHITECTURE, BUILDER_DIR and
# WORK_DIR.

configure() {
    local tree=$1
    step "Configuring $HYPRIOT_HOSTNAME"
    # First: later steps write into files that packages brought.
    set_clock "$tree"
    lay_files_over "$tree"
    name_host "$tree"
    add_account "$tree"
    set_ssh "$tree"
    describe_release "$tree"
    set_time_zone "$tree"
    set_locales "$tree"
    set_keyboard "$tree"
    enable_services "$tree"
    set_swap "$tree"
    add_own_files "$tree"
    run_scripts "$tree"
    set_services "$tree"
}

# Modes are set here, because a checkout has those of its owner's umask.
lay_files_over() {
    local tree=$1 files=$WORK_DIR/files
    cp --recursive "$BUILDER_DIR/files" "$files"
    chmod --recursive u=rwX,go=rX "$files"
    cp --recursive --preserve=mode "$files/." "$tree"
    # With a country and no network, Raspberry Pi Imager has each board write into it. systemd makes it for a board with a radio.
    install --directory "$tree/var/lib/systemd/rfkill"
}

name_host() {
    local tree=$1 short=${HYPRIOT_HOSTNAME%%.*} names=$HYPRIOT_HOSTNAME
    [[ $short == "$HYPRIOT_HOSTNAME" ]] || names="$HYPRIOT_HOSTNAME $short"
    echo "$HYPRIOT_HOSTNAME" >"$tree/etc/hostname"
    cat >"$tree/etc/hosts" <<EOF
127.0.0.1	localhost
127.0.1.1	$names

::1		localhost ip6-localhost ip6-loopback
ff02::1		ip6-allnodes
ff02::2		ip6-allrouters
EOF
    # systemd-resolved fills it with the addresses of the network's servers.
    ln --symbolic --force ../run/systemd/resolve/resolv.conf "$tree/etc/resolv.conf"
}

describe_release() {
    local tree=$1
    cat >>"$tree/usr/lib/os-release" <<EOF
HYPRIOT_OS="HypriotOS/$TARGET_ARCHITECTURE"
HYPRIOT_OS_VERSION="$HYPRIOT_OS_VERSION"
EOF
}

# A board has no clock: systemd starts no earlier than the time of this file. The image gives it the time in it.
set_clock() {
    local tree=$1
    newest_package_time "$tree" >"$tree/usr/lib/clock-epoch"
    touch --date="@$SOURCE_DATE_EPOCH" "$tree/usr/lib/clock-epoch"
}

# newest_package_time TREE: prints the time of the newest file that a package brought. It tells more of the present than
# SOURCE_DATE_EPOCH, and every build from these packages finds the same.
newest_package_time() {
    # Manuals and the like are in the lists, and not in the tree.
    (cd "$1" && { cut -c 35- var/lib/dpkg/info/*.md5sums | xargs --delimiter '\n' stat --format %Y 2>/dev/null || true; }) |
        sort --numeric-sort | tail --lines 1
}

enable_services() {
    local tree=$1
    systemctl --root "$tree" --quiet enable systemd-networkd.service grow-root.service first-boot.service \
        first-boot-done.service give-up-account.service ssh-host-keys.service
    systemctl --root "$tree" --quiet enable absent-devices.service clock.service wait-for-time.service
}
