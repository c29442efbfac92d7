#!/bin/bash
# Installs Debian's packages into a new tree and packs it. Nothing here depends on the cheap fields of the
# configuration (host name, user, password, version).
#
# usage: bootstrap.sh SOURCES ARCHIVE      SOURCES: the target's apt sources, deb822, as text
# environment: TARGET_SUITE TARGET_ARCHITECTURE
set -euo pipefail
# shellcheck source=../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
sources=$1
archive=$2
packages=$(sed 's/#.*//' "$BUILDER_DIR/packages" | xargs | tr ' ' ',')

# Constant, for it goes into the cached tree: what has no date of its own gets this one. It also makes
# Python's compiled files refer to their sources by hash: archives clamp times, and a file that refers to
# its source by time would be stale on the board.
export SOURCE_DATE_EPOCH=1754697600

# Where the target's programs are emulated, and perl and python are those of the builder.
native_tools_fit() {
    local builder
    builder=$(dpkg --print-architecture)
    [[ $builder == amd64 && $TARGET_ARCHITECTURE != amd64 && $TARGET_ARCHITECTURE != i386 ]] &&
        grep --quiet "^VERSION_CODENAME=$TARGET_SUITE$" /etc/os-release
}

# make_locale NAME CHARMAP: with the builder's own localedef; what it writes is the same on all processors
# of the same byte order.
make_locale() {
    sed -i "s/^# \($1.$2 $2\)$/\1/" "$tree/etc/locale.gen"
    I18NPATH=$tree/usr/share/i18n localedef --prefix "$tree" --inputfile "$1" --charmap "$2" \
        --alias-file "$tree/etc/locale.alias" "$1.$2"
}

WORK_DIR=$(mktemp --directory /var/tmp/bootstrap.XXXXXX)
trap 'rm -rf "$WORK_DIR"' EXIT
tree=$WORK_DIR/tree
mkdir "$tree"
touch "$WORK_DIR/started"

hooks=(--essential-hook='echo "==> Installing the packages of HypriotOS" >&3')
if native_tools_fit; then
    hooks+=(--extract-hook="$BUILDER_DIR/native-tools.sh lay \"\$1\""
        --customize-hook="$BUILDER_DIR/native-tools.sh lift \"\$1\"")
fi

# It calls hooks with the tree as their argument; descriptor 3 is where step writes.
step "Installing the essence of Debian $TARGET_SUITE for $TARGET_ARCHITECTURE"
mmdebstrap --verbose --mode=root --format=directory --variant=minbase \
    --architectures="$TARGET_ARCHITECTURE" --include="$packages" \
    --dpkgopt="$BUILDER_DIR/files/etc/dpkg/dpkg.cfg.d/hypriotos" --dpkgopt=force-unsafe-io \
    --aptopt='Acquire::Retries "3"' --aptopt='Acquire::Languages "none"' \
    "${hooks[@]}" \
    "$TARGET_SUITE" "$tree" - <<<"$sources"

step "Making the locale"
make_locale en_US UTF-8

step "Packing the Debian tree"
rm -rf "${tree:?}"/{dev,proc,run,tmp}/*
rm -f "$tree"/etc/{apt/apt.conf.d,dpkg/dpkg.cfg.d}/99mmdebstrap
mv "$tree"/etc/apt/sources.list.d/{0000main,debian}.sources
find "$tree" -newer "$WORK_DIR/started" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
tar --create --directory "$tree" --numeric-owner --sort=name --xattrs --xattrs-include='*' . |
    zstd -1 --threads="$HYPRIOTKIT_JOBS" --quiet -o "$archive"
