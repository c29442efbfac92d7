#!/bin/bash
# Installs Debian's packages into a new tree and packs it. Nothing here depends on the cheap fields of the
# configuration (host name, user, password, version).
#
# usage: bootstrap.sh ARCHIVE
# environment: what read_target exports, HYPRIOTKIT_JOBS
# The steps read BUILDER_DIR (this folder) and WORK_DIR (for what lies in between), which are set here.
set -euo pipefail
# shellcheck source=../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh
# shellcheck source=../../base_image/builder/keys.sh
source /usr/local/lib/hypriotkit/keys.sh

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR
source "$BUILDER_DIR/steps/target.sh"
source "$BUILDER_DIR/steps/sources.sh"
source "$BUILDER_DIR/steps/packages.sh"
source "$BUILDER_DIR/steps/running.sh"
source "$BUILDER_DIR/steps/tree.sh"
archive=$1
export SOURCE_DATE_EPOCH=$TREE_EPOCH

WORK_DIR=$(mktemp --directory /var/tmp/bootstrap.XXXXXX)
trap 'rm -rf "$WORK_DIR"' EXIT
tree=$WORK_DIR/tree
mkdir "$tree"

step "Looking what $TARGET_SUITE has for $TARGET_ARCHITECTURE"
[[ $TARGET_OLD_KEY != yes ]] || allow_old_key
sources=$(target_sources)
packages=$(choose_packages "$sources")
# Repositories of the configuration are not among the sources here.
[[ -n ${REPOSITORIES:-} ]] || APT_CONFIG=$WORK_DIR/apt/apt.conf require_locked
touch "$WORK_DIR/started"

hooks=(--essential-hook='echo "==> Installing the packages of HypriotOS" >&3')
if is_emulated "$TARGET_ARCHITECTURE" && same_release; then
    hooks+=(--extract-hook="$NATIVE_TOOLS lay \"\$1\" $TARGET_ARCHITECTURE bootstrap"
        --customize-hook="$NATIVE_TOOLS lift \"\$1\"")
fi
# From bookworm on Debian merges /bin, /lib and /sbin into /usr by itself; what is ours is written for that.
grep --quiet --line-regexp usr-is-merged "$WORK_DIR/names" ||
    hooks+=(--extract-hook=/usr/share/mmdebstrap/hooks/merged-usr/extract00.sh)

lock=()
! is_locked_build || lock=(--aptopt="$APT_LOCK")

# It calls hooks with the tree as their argument; descriptor 3 is where step writes. Only where a container may mount (see add_devices),
# it would mount /proc and /sys, with which packages leave other trees.
step "Installing the essence of $TARGET_SUITE for $TARGET_ARCHITECTURE"
without_denials without_configuration mmdebstrap --verbose --mode=root --format=directory --variant=minbase \
    --architectures="$TARGET_ARCHITECTURE" --include="$packages" \
    --dpkgopt="$BUILDER_DIR/files/etc/dpkg/dpkg.cfg.d/hypriotos" --dpkgopt=force-unsafe-io \
    --aptopt="$APT_OPTIONS" --aptopt="$APT_NETWORK" "${lock[@]}" --skip=chroot/mount/proc,chroot/mount/sys \
    "${hooks[@]}" \
    "$TARGET_SUITE" "$tree" - <<<"$sources"

packages_of "$tree" | APT_CONFIG=$WORK_DIR/apt/apt.conf note_packages
rm -f "$tree"/etc/{apt/apt.conf.d,dpkg/dpkg.cfg.d}/99mmdebstrap
mv "$tree"/etc/apt/sources.list.d/{0000main,debian}.sources
keep_keys "$tree"
add_radio_firmware "$tree"

step "Packing the Debian tree"
pack_tree "$tree" "$archive"
