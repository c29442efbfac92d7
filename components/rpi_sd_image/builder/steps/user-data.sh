# shellcheck shell=bash
# What cloud-init reads at the first boot (NoCloud), on the partition that every computer can write to. It says what the
# root file system was configured with, so that whoever changes a line of it gets that changed and nothing else.
#
#   WIFI NETWORK                          networks and the static address (lib/network_config.py)
#   NETWORK_CONFIG NETWORK_CONFIG_MODE    the user's own file; merge, or replace
#   USER_DATA USER_DATA_MODE              the same

# add_user_data ROOT BOOT: what is there already stays.
add_user_data() {
    local root=$1 boot=$2 user group home
    IFS=: read -r user group home < <(first_account "$root")
    mkdir -p "$SCRATCH/user-data"
    render meta-data >"$SCRATCH/user-data/meta-data"
    network_config >"$SCRATCH/user-data/network-config"
    render user-data \
        "HOSTNAME=$(<"$root/etc/hostname")" "USER=$user" "GROUP=$group" "GROUPS=$(quoted "$(groups_of "$root" "$user")")" \
        "SUDO=$(yaml_sudo "$root" "$user")" \
        "PASSWORD_HASH=$(awk -F : -v user="$user" '$1 == user { print $2 }' "$root/etc/shadow")" \
        "SSH_PASSWORDS=$(takes_passwords "$root" && echo true || echo false)" \
        "SSH_AUTHORIZED_KEYS=$(yaml_keys "$root$home/.ssh/authorized_keys")" >"$SCRATCH/user-data/user-data"
    cp --no-clobber "$SCRATCH"/user-data/* "$boot"
    # The first boot compares: what stands here is nobody's own.
    install -D --mode 600 "$boot/user-data" "$root/usr/lib/hypriotos/user-data"
    if [[ -n ${USER_DATA:-} ]]; then
        user_data "$boot/user-data" >"$SCRATCH/user-data/own"
        cp "$SCRATCH/user-data/own" "$boot/user-data"
    fi
}

# check_own_files: dies where the board would go on without a file of the user's.
check_own_files() {
    local field
    for field in network_config user_data; do
        [[ ! -d /workspace/$field ]] || python3 "$BUILDER_DIR/lib/own_yaml.py" check "$field" "$(own_file "$field")"
    done
}

# own_file FIELD: prints the path of the file that the field names.
own_file() {
    find "/workspace/$1" -type f
}

# network_config: prints the image's network configuration with the user's in it.
network_config() {
    local own=
    [[ -z ${NETWORK_CONFIG:-} ]] || own=$(own_file network_config)
    if [[ -n $own && ${NETWORK_CONFIG_MODE:-merge} == replace ]]; then
        cat "$own"
    else
        python3 "$BUILDER_DIR/lib/network_config.py" "$BUILDER_DIR/files/network-config" ${own:+"$own"}
    fi
}

# check_network_config ROOT: has the root's own netplan read the network configuration. On the board, netplan would leave
# everything alone because of one thing that it refuses.
check_network_config() {
    local root=$1 tree=/run/network-config said
    [[ -x $root/usr/libexec/netplan/generate ]] || return 0
    network_config >"$SCRATCH/network-config"
    mkdir -p "$root$tree/etc/netplan"
    python3 "$BUILDER_DIR/lib/own_yaml.py" netplan "$SCRATCH/network-config" >"$root$tree/etc/netplan/config.yaml"
    chmod 600 "$root$tree/etc/netplan/config.yaml"
    # It starts programs of systemd's, for which it opens /dev/null.
    add_devices "$root"
    said=$(chroot "$root" /usr/libexec/netplan/generate --root-dir "$tree" 2>&1) ||
        die "netplan, which reads the network configuration on the board, refuses it: $(without_values <<<"$said"). Correct what rpi_sd_image.network_config, rpi_sd_image.network or rpi_sd_image.wifi says."
    remove_devices
    ! grep --quiet '"renderer": "NetworkManager"' "$root$tree/etc/netplan/config.yaml" || [[ -x $root/usr/sbin/NetworkManager ]] ||
        die "the network configuration is for NetworkManager, which the system does not have. Leave out \`renderer\` in the file that rpi_sd_image.network_config names, or add network-manager to root_fs.packages."
    rm -r "${root:?}$tree"
}

# without_values: prints what netplan complains of, without the values of the file, which may be passwords.
without_values() {
    grep --invert-match --extended-regexp '^$|WARNING' |
        sed -E -e "/unknown key/!s/'[^']*'/this value/g" -e 's/^[^ ]*: (Error in network definition|Invalid YAML): //' -e 1q
}

# user_data IMAGES_OWN: prints the user's user-data, or the image's without the keys that the user's have, and these.
user_data() {
    local images_own=$1 own
    own=$(own_file user_data)
    if [[ ${USER_DATA_MODE:-merge} == merge ]]; then
        {
            awk -f "$BUILDER_DIR/lib/without-keys.awk" "$own" "$images_own"
            printf '\n# Configured as rpi_sd_image.user_data.\n'
            # Without the marks of a document, of which a file has one.
            tail --lines +2 "$own" | sed -E '/^(---|\.\.\.)\s*(#.*)?$/d'
        } >"$SCRATCH/user-data/merged"
        python3 "$BUILDER_DIR/lib/own_yaml.py" merged "$images_own" "$own" "$SCRATCH/user-data/merged"
        cat "$SCRATCH/user-data/merged"
    else
        cat "$own"
    fi
}

# first_account ROOT: prints NAME:GROUP:HOME of the account that people log in with.
first_account() {
    local root=$1 name group home
    IFS=: read -r name _ _ group _ home _ < <(grep --max-count 1 '^[^:]*:[^:]*:1000:' "$root/etc/passwd") ||
        die "the root file system has no account to log in with: no user has the id 1000. Those of hypriot/os-rootfs have none, and leave it to the image builder that they are for. Take that one, or have root_fs make an account."
    echo "$name:$(awk -F : -v id="$group" '$3 == id { print $1 }' "$root/etc/group"):$home"
}

# groups_of ROOT USER: prints the groups that USER is a member of, with commas.
groups_of() {
    awk -F : -v user="$2" '(","$4",") ~ (","user",") { print $1 }' "$1/etc/group" | sort | paste --serial --delimiters , |
        sed 's/,/, /g'
}

# quoted LIST: prints a list for YAML, which takes names such as on and 007 for something else without quotes.
quoted() {
    sed -E 's/[^, ]+/"&"/g' <<<"$1"
}

# yaml_sudo ROOT USER: prints the rule of sudo for user-data. Without one, the groups decide.
yaml_sudo() {
    if has_sudo_rule "$1" "$2"; then
        echo '    sudo: ALL=(ALL) NOPASSWD:ALL'
    else
        echo '    sudo: []'
    fi
}

# may_become_root ROOT USER: whether sudo obeys USER, with a password or without.
may_become_root() {
    has_sudo_rule "$1" "$2" || [[ ", $(groups_of "$1" "$2")," == *", sudo,"* ]]
}

# has_sudo_rule ROOT USER: whether sudo has a rule for USER alone, as builders of root file systems write it: without password.
has_sudo_rule() {
    cat "$1"/etc/sudoers.d/* 2>/dev/null | grep --quiet "^$2[[:space:]].*NOPASSWD"
}

# takes_passwords ROOT: whether the SSH server lets passwords in, as far as root_fs says anything of it.
takes_passwords() {
    ! cat "$1"/etc/ssh/sshd_config.d/*-hypriotos.conf 2>/dev/null | grep --quiet '^PasswordAuthentication no$'
}

# yaml_keys FILE: prints the keys in it as a list for user-data, or an example where there are none.
yaml_keys() {
    if [[ -s $1 ]]; then
        echo '    ssh_authorized_keys:'
        sed -E -e '/^\s*(#|$)/d' -e 's/["\\]/\\&/g' -e 's/.*/      - "&"/' "$1"
    else
        printf '    #%s\n' 'ssh_authorized_keys:' '  - "ssh-ed25519 AAAA... you@your-computer"'
    fi
}
