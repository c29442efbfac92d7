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
    tell_cloud_init "$tree"
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

# cloud-init takes this account for its default user: it adds keys to it, and must not lock its password.
# The groups are for accounts that user data puts in its place; the SD image brings docker's. The rule of sudo takes the place
# of Debian's, which asks for no password; cloud-init complains about `false`.
tell_cloud_init() {
    local tree=$1 groups sudo='[]'
    groups=$(IFS=, && echo "${ACCOUNT_GROUPS[*]}")
    [[ ${SUDO:-} == none ]] || groups=docker,$groups
    [[ ${SUDO:-without_password} != without_password ]] || sudo='ALL=(ALL) NOPASSWD:ALL'
    cat >"$tree/etc/cloud/cloud.cfg.d/91_account.cfg" <<EOF
system_info:
  default_user:
    name: "$HYPRIOT_USERNAME"
    gecos: ""
    primary_group: "$HYPRIOT_GROUPNAME"
    groups: ["${groups//,/\", \"}"]
    sudo: $sudo
    shell: /bin/bash
    lock_passwd: false
EOF
    add_cloud_init_modules "$tree"
}

# The module that makes a locale runs before the one that sets it.
#
# The modules that give the account up, and take its password from others, run where cloud-init has merged the user's data and
# made no account yet, and where it has set passwords. A list of modules takes the place of the one before it: these are
# Debian's, with ours in them. Releases before trixie call modules in another way: there the account is removed after the
# others have been made, by give-up-account.service, and a password that is set last is taken away when the first boot ends.
add_cloud_init_modules() {
    local tree=$1
    [[ -e $tree/usr/lib/systemd/system/cloud-init-main.service ]] || return 0
    sed --quiet --regexp-extended '/^cloud_(init|config)_modules:/,/^$/ {
        s/^( *- *)users[-_]groups$/\1give_up_account\n&/
        s/^( *- *)set[-_]passwords$/&\n\1known_password/
        s/^( *- *)locale$/\1wanted_locale\n&/
        p
    }' "$tree/etc/cloud/cloud.cfg" >"$tree/etc/cloud/cloud.cfg.d/92_modules.cfg"
}
