# shellcheck shell=bash
# The SSH server. These functions read SSH: JSON, an object with the keys of root_fs.ssh.

# set_ssh TREE: sshd uses the first value that it finds for a setting, so this file wins over cloud-init's
# 50-cloud-init.conf. It has only what is configured: otherwise user-data say whether passwords may.
set_ssh() {
    local tree=$1 settings
    settings=$(ssh_settings)
    [[ -z $settings ]] ||
        install -D --mode=644 /dev/stdin "$tree/etc/ssh/sshd_config.d/10-hypriotos.conf" <<<"$settings"
}

# ssh_settings: prints what differs from Debian's settings. PAM asks for passwords in the second way.
ssh_settings() {
    jq --raw-output '
        (select(.port and .port != 22) | "Port \(.port)"),
        (select(.password_login == false) | "PasswordAuthentication no", "KbdInteractiveAuthentication no"),
        (select(.password_login == true) | "PasswordAuthentication yes")
    ' <<<"${SSH:-{\}}"
}
