# shellcheck shell=bash
# Debian's cloud-init, with HypriotOS's own modules. These functions read HYPRIOT_USERNAME and HYPRIOT_GROUPNAME.

CLOUD_CONFIG_SCHEMA=/usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json

# tell_cloud_init TREE GROUPS SUDO: cloud-init takes the configured account for its default user: it adds keys to it, and must
# not lock its password. The groups, with commas between them, are for accounts that user data puts in its place.
tell_cloud_init() {
    local tree=$1 groups=$2 sudo=$3
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
    # Releases before trixie call modules in another way: there the built-in account is removed after others have been made, by
    # give-up-account.service, and a password that is set last is taken away when the first boot ends.
    [[ -e $tree/usr/lib/systemd/system/cloud-init-main.service ]] || return 0
    add_cloud_init_modules "$tree"
    add_cloud_config_keys "$tree"
}

# The module that makes a locale runs before the one that sets it. Those that give the account up, and take its password from
# others, run where cloud-init has merged the user's data and made no account yet, and where it has set passwords. The SSH
# server starts after that. A list of modules takes the place of the one before it: these are Debian's, with ours in them.
add_cloud_init_modules() {
    local tree=$1
    sed --quiet --regexp-extended '/^cloud_(init|config)_modules:/,/^$/ {
        s/^( *- *)users[-_]groups$/\1give_up_account\n&/
        s/^( *- *)set[-_]passwords$/&\n\1known_password\n\1enable_ssh/
        s/^( *- *)locale$/\1wanted_locale\n&/
        p
    }' "$tree/etc/cloud/cloud.cfg" >"$tree/etc/cloud/cloud.cfg.d/92_modules.cfg"
}

# cloud-init calls user-data invalid that have other keys than its schema.
add_cloud_config_keys() {
    local tree=$1
    dpkg-divert --quiet --root "$tree" --local --rename --divert "$CLOUD_CONFIG_SCHEMA.distrib" --add "$CLOUD_CONFIG_SCHEMA"
    "$tree/usr/lib/hypriotos/cloud-config-schema" "$tree"
}
