# shellcheck shell=bash
# Time zone and languages. These functions read TIMEZONE, LOCALE (a line for each) and TARGET_SUITE.

set_time_zone() {
    local tree=$1
    [[ -e $tree/usr/share/zoneinfo/$TIMEZONE ]] ||
        die "$TARGET_SUITE has no time zone $TIMEZONE. Choose another one in root_fs.timezone."
    ln --symbolic --force "/usr/share/zoneinfo/$TIMEZONE" "$tree/etc/localtime"
}

set_locales() {
    local tree=$1 locales name
    mapfile -t locales <<<"$LOCALE"
    echo "LANG=${locales[0]}" >"$tree/etc/locale.conf"
    for name in "${locales[@]}"; do
        # The C library has it built in.
        [[ $name == C.UTF-8 ]] || make_locale "$name" "$tree"
    done
}

# make_locale NAME TREE: enters it in locale.gen, by which its package makes it again, and makes it.
make_locale() {
    local name=$1 tree=$2
    grep --quiet --line-regexp --fixed-strings "$name UTF-8" "$tree/usr/share/i18n/SUPPORTED" ||
        die "$TARGET_SUITE has no locale $name. Choose another one in root_fs.locale."
    sed -i "s/^# \(${name//./\\.} UTF-8\)\( *\)$/\1\2/" "$tree/etc/locale.gen"
    # An input file has no charset in its name: de_DE, ca_ES@valencia.
    if is_of_this_release "$tree"; then
        # The builder's own localedef is quicker; what it writes is the same on all processors of the same byte order.
        I18NPATH=$tree/usr/share/i18n localedef --prefix "$tree" --inputfile "${name/.UTF-8/}" --charmap UTF-8 \
            --alias-file "$tree/etc/locale.alias" "$name"
    else
        without_configuration chroot "$tree" localedef --inputfile "${name/.UTF-8/}" --charmap UTF-8 \
            --alias-file /usr/share/locale/locale.alias "$name"
    fi
}
