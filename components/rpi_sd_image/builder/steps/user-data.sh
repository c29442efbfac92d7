# shellcheck shell=bash
# What cloud-init reads at the first boot (NoCloud), on the partition that every computer can write to. It says what the
# root file system was configured with, so that whoever changes a line of it gets that changed and nothing else.

# add_user_data ROOT BOOT: what is there already stays.
add_user_data() {
    local root=$1 boot=$2 user group home
    IFS=: read -r user group home < <(first_account "$root")
    mkdir -p "$SCRATCH/user-data"
    render meta-data >"$SCRATCH/user-data/meta-data"
    render network-config >"$SCRATCH/user-data/network-config"
    render user-data \
        "HOSTNAME=$(<"$root/etc/hostname")" "USER=$user" "GROUP=$group" "GROUPS=$(groups_of "$root" "$user")" \
        "PASSWORD_HASH=$(awk -F : -v user="$user" '$1 == user { print $2 }' "$root/etc/shadow")" \
        "SSH_AUTHORIZED_KEYS=$(yaml_keys "$root$home/.ssh/authorized_keys")" >"$SCRATCH/user-data/user-data"
    cp --no-clobber "$SCRATCH"/user-data/* "$boot"
    # The first boot compares: what stands here is nobody's own.
    install -D --mode 600 "$boot/user-data" "$root/usr/lib/hypriotos/user-data"
}

# first_account ROOT: prints NAME:GROUP:HOME of the account that people log in with.
first_account() {
    local root=$1 name group home
    IFS=: read -r name _ _ group _ home _ < <(grep --max-count 1 '^[^:]*:[^:]*:1000:' "$root/etc/passwd") ||
        die "the root file system has no user with the id 1000. Check the component root_fs."
    echo "$name:$(awk -F : -v id="$group" '$3 == id { print $1 }' "$root/etc/group"):$home"
}

# groups_of ROOT USER: prints the groups that USER is a member of, with commas.
groups_of() {
    awk -F : -v user="$2" '(","$4",") ~ (","user",") { print $1 }' "$1/etc/group" | sort | paste --serial --delimiters , |
        sed 's/,/, /g'
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
