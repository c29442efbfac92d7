#!/bin/bash
# Prints the names that Debian knows, as they are in the files beside fields.json: one name per line.
#
# usage: names.sh time-zones|locales|keyboards
set -euo pipefail

packages=$(mktemp --directory)

# unpack PACKAGE: prints the folder with its files.
unpack() {
    (cd "$packages" && apt-get --quiet=2 download "$1" >/dev/null && dpkg-deb --extract "$1"_*.deb "$1")
    echo "$packages/$1"
}

time_zones() {
    local zones
    zones=$(unpack tzdata)/usr/share/zoneinfo
    cd "$zones"
    find . -not -type d -not -name '*.*' -printf '%P\n' | grep -vxE '(posix|right)/.*|localtime|posixrules|Factory|leap.*'
}

# Those in UTF-8. The rest is for systems of the last century.
locales() {
    local supported
    supported=$(unpack locales)/usr/share/i18n/SUPPORTED
    sed -n 's/ UTF-8$//p' "$supported"
}

# Layouts, and variants of them in xkb's own notation: de, de(neo).
keyboards() {
    local rules
    rules=$(unpack xkb-data)/usr/share/X11/xkb/rules/base.lst
    awk '
        NF == 0 { next }
        /^!/ { section = $2; next }
        section == "layout" && $1 != "custom" { print $1 }
        section == "variant" { sub(/:$/, "", $2); print $2 "(" $1 ")" }
    ' "$rules"
}

apt-get --quiet=2 update >/dev/null
"${1//-/_}" | LC_ALL=C sort --unique
