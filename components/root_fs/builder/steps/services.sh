# shellcheck shell=bash
# Units that the configuration has start, or not. These functions read SERVICES: JSON, an object with the keys of
# root_fs.services.

set_services() {
    local tree=$1 unit
    [[ -n ${SERVICES:-} && $SERVICES != '{}' ]] || return 0
    while read -r unit; do
        check_unit "$unit" "$tree" enabled
        systemctl --root "$tree" --quiet unmask "$unit"
        systemctl --root "$tree" --quiet enable "$unit"
        # A unit without this section is static, which is no failure to systemctl.
        [[ $(systemctl --root "$tree" is-enabled "$unit") =~ ^(enabled|alias|indirect)$ ]] ||
            die "root_fs.services.enabled: $unit cannot be enabled. It has no section [Install]."
    done < <(units enabled)
    while read -r unit; do
        check_unit "$unit" "$tree" disabled
        systemctl --root "$tree" --quiet disable "$unit"
        # A unit that others start has nothing to be disabled.
        [[ $(systemctl --root "$tree" is-enabled "$unit") == disabled ]] ||
            systemctl --root "$tree" --quiet mask "$unit" ||
            die "root_fs.services.disabled: $unit cannot be disabled. It has no section [Install], so other units start it."
    done < <(units disabled)
}

units() {
    jq --raw-output ".$1 // [] | .[]" <<<"$SERVICES"
}

# check_unit UNIT TREE LIST: dies if the tree has no such unit. my@tty1.service is one of my@.service.
check_unit() {
    local unit=$1 tree=$2 file
    [[ $3 != enabled ]] || ! units disabled | grep --quiet --line-regexp --fixed-strings "$unit" ||
        die "root_fs.services: $unit is in enabled and in disabled."
    file=$(sed -E 's/@.*(\.[a-z]+)$/@\1/' <<<"$unit")
    has_unit "$tree" "$file" || has_unit "$tree" "$unit" ||
        die "root_fs.services.$3: the system has no unit $unit$(similar_units "$unit" "$tree") Units come from packages (root_fs.packages) or files (root_fs.files)."
}

# has_unit TREE FILE: names of files may have a backslash, as those of mounts.
has_unit() {
    local folder
    for folder in etc lib usr/lib usr/local/lib; do
        [[ ! -e $1/$folder/systemd/system/$2 && ! -L $1/$folder/systemd/system/$2 ]] || return 0
    done
    return 1
}

# similar_units UNIT TREE: prints units that resemble it, as the end of a sentence.
similar_units() {
    find "$2"/{etc,usr/lib}/systemd/system -maxdepth 1 -printf '%f\n' | suggest "$1"
}
