# shellcheck shell=bash
# The one account that people log in with. root stays locked. These functions read HYPRIOT_USERNAME, HYPRIOT_GROUPNAME,
# HYPRIOT_PASSWORD or HYPRIOT_PASSWORD_HASH, HYPRIOT_HOSTNAME, SSH_AUTHORIZED_KEYS, USER_GROUPS (a line for each) and SUDO
# (without_password, with_password or none).

# Groups that open the board's hardware. Debian's packages made the most of them.
ACCOUNT_GROUPS=(adm audio dialout gpio i2c input netdev plugdev render spi systemd-journal users video)

add_account() {
    local tree=$1 group
    free_id passwd "$HYPRIOT_USERNAME" "$tree"
    free_id group "$HYPRIOT_GROUPNAME" "$tree"
    [[ ${SUDO:-} == none ]] || ACCOUNT_GROUPS+=(sudo)
    [[ -z ${USER_GROUPS:-} ]] || mapfile -t -O "${#ACCOUNT_GROUPS[@]}" ACCOUNT_GROUPS <<<"$USER_GROUPS"

    groupadd --prefix "$tree" --gid 1000 "$HYPRIOT_GROUPNAME"
    for group in "${ACCOUNT_GROUPS[@]}"; do
        groupadd --prefix "$tree" --system --force "$group"
    done
    # Without --skel it takes the builder's own.
    useradd --prefix "$tree" --uid 1000 --gid 1000 --groups "$(IFS=, && echo "${ACCOUNT_GROUPS[*]}")" \
        --create-home --skel "$tree/etc/skel" --shell /bin/bash "$HYPRIOT_USERNAME"
    set_password "$tree"
    note_account "$tree"
    add_ssh_keys "$tree"
    allow_sudo "$tree"
    describe_account_to_cloud_init "$tree"
}

# free_id DATABASE NAME TREE: a system account of the same name would get this one's rights, or lose its own.
free_id() {
    ! grep --quiet "^$2:" "$3/etc/$1" ||
        die "Debian has a '$2' in /etc/$1 already. Choose another name in root_fs.username or root_fs.groupname."
}

# The password goes through pipes only; command lines can be read by others. Its salt is the same in every
# build, so that builds are the same, but says nothing about the password.
set_password() {
    local tree=$1 salt hash=${HYPRIOT_PASSWORD_HASH:-}
    [[ -n $hash ]] || {
        salt=$(printf '%s:%s:%s' "$HYPRIOT_HOSTNAME" "$HYPRIOT_USERNAME" "$SOURCE_DATE_EPOCH" | sha256sum | cut -c 1-16)
        hash=$(printf '%s\n' "$HYPRIOT_PASSWORD" | openssl passwd -6 -salt "$salt" -stdin)
    }
    printf '%s:%s\n' "$HYPRIOT_USERNAME" "$hash" | chpasswd --prefix "$tree" --encrypted
}

# Which account the first boot gives up when the user's data name others, and the password that it knows it by. A password of
# which only the hash is configured is its owner's own from the beginning.
note_account() {
    local tree=$1 own=${HYPRIOT_PASSWORD_HASH:+*}
    awk -F : -v user="$HYPRIOT_USERNAME" -v own="$own" '$1 == user { print $1 ":" (own ? own : $2) }' "$tree/etc/shadow" |
        install -D --mode 600 /dev/stdin "$tree/usr/lib/hypriotos/built-in-account"
}

add_ssh_keys() {
    local directory=$1/home/$HYPRIOT_USERNAME/.ssh
    [[ -n ${SSH_AUTHORIZED_KEYS:-} ]] || return 0
    install --directory --mode 700 --owner 1000 --group 1000 "$directory"
    install --mode 600 --owner 1000 --group 1000 /dev/stdin "$directory/authorized_keys" <<<"$SSH_AUTHORIZED_KEYS"
}

# Debian's own rule lets the group sudo do everything, with a password.
allow_sudo() {
    local tree=$1
    [[ ${SUDO:-without_password} == without_password ]] || return 0
    printf '%s ALL=(ALL) NOPASSWD: ALL\n' "$HYPRIOT_USERNAME" >"$tree/etc/sudoers.d/hypriotos"
    chmod 0440 "$tree/etc/sudoers.d/hypriotos"
}

# The SD image brings the group docker. What cloud-init knows of the account is for those that user data put in its place. The
# rule of sudo takes the place of Debian's, which asks for no password; cloud-init complains about `false`.
describe_account_to_cloud_init() {
    local tree=$1 groups sudo='[]'
    groups=$(IFS=, && echo "${ACCOUNT_GROUPS[*]}")
    [[ ${SUDO:-} == none ]] || groups=docker,$groups
    [[ ${SUDO:-without_password} != without_password ]] || sudo='ALL=(ALL) NOPASSWD:ALL'
    tell_cloud_init "$tree" "$groups" "$sudo"
}
