# shellcheck shell=bash
# Refuses what would only fail late, or on the board.

check_input() {
    require SOURCE_DATE_EPOCH HYPRIOTKIT_JOBS TARGET HYPRIOT_HOSTNAME HYPRIOT_GROUPNAME HYPRIOT_USERNAME \
        HYPRIOT_PASSWORD HYPRIOT_OS_VERSION
    check_hostname "$HYPRIOT_HOSTNAME"
    check_account "username" "$HYPRIOT_USERNAME"
    check_account "groupname" "$HYPRIOT_GROUPNAME"
    check_version "$HYPRIOT_OS_VERSION"
    # crypt(3) and PAM read passwords up to here, openssl the first line.
    [[ $HYPRIOT_PASSWORD != *$'\n'* && ${#HYPRIOT_PASSWORD} -le 256 ]] ||
        die "the password has several lines or more than 256 characters. Set a shorter one in root_fs.password."
}

# RFC 1123: labels of letters, digits and inner hyphens. Linux takes 64 characters in all.
check_hostname() {
    local label='[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
    [[ $1 =~ ^$label(\.$label)*$ && ${#1} -le 64 ]] ||
        die "'$1' is not a host name. Use letters, digits and hyphens (RFC 1123), at most 63, in root_fs.hostname."
}

# What useradd takes without complaint.
check_account() {
    local field=$1 name=$2
    [[ $name =~ ^[a-z_][a-z0-9_-]{0,31}$ ]] ||
        die "'$name' cannot be a user or group. Use lower-case letters, digits, - and _, a letter first, at most 32, in root_fs.$field."
}

# It becomes part of the artifact's name.
check_version() {
    [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._+-]*$ ]] ||
        die "'$1' cannot be a version. Use letters, digits and . _ + - in root_fs.version."
}
