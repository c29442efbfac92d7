# shellcheck shell=bash

# make_locale NAME CHARMAP TREE
make_locale() {
    local name=$1 charmap=$2 tree=$3
    sed -i "s/^# \($name.$charmap $charmap\)$/\1/" "$tree/etc/locale.gen"
    if same_release; then
        # The builder's own localedef is quicker; what it writes is the same on all processors of the same byte order.
        I18NPATH=$tree/usr/share/i18n localedef --prefix "$tree" --inputfile "$name" --charmap "$charmap" \
            --alias-file "$tree/etc/locale.alias" "$name.$charmap"
    else
        chroot "$tree" localedef --inputfile "$name" --charmap "$charmap" \
            --alias-file /usr/share/locale/locale.alias "$name.$charmap"
    fi
}
