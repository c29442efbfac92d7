#!/bin/bash
# Packs what the Raspberry Pi's boot ROM and GPU read before any kernel runs: /builds/rpi-bootloader.tar.gz with boot/, and with
# usr/share/doc/rpi-bootloader/source, which says what it is of. No image gets that file. The documents of its contents are made of it.
#
# FIRMWARE_REPO     deb:<package>[/<suite>]  the Debian package raspi-firmware, the default; or
#                   a git URL                a repository laid out as raspberrypi/firmware is: the files lie in its boot/
# FIRMWARE_BRANCH   branch or tag of that repository; empty: its own default
set -euo pipefail

# shellcheck source=SCRIPTDIR/../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh
# What the values may be is in fields.json, by which they were checked before this container was started.
require SOURCE_DATE_EPOCH

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR
source "$BUILDER_DIR/steps/check-boot-files.sh"
source "$BUILDER_DIR/steps/fetch-from-debian.sh"
source "$BUILDER_DIR/steps/fetch-from-git.sh"
source "$BUILDER_DIR/steps/note-source.sh"
umask 022
work=/tmp/rpi_bootloader
mkdir -p "$work/root/boot" /builds

repo=${FIRMWARE_REPO:-deb:raspi-firmware}
if [[ $repo == deb:*/* ]]; then
    apt_suite "${repo#*/}"
    repo=${repo%%/*}
fi
case $repo in
    deb:*) fetch_from_debian "${repo#deb:}" "$work/root/boot" "$work" ;;
    *) fetch_from_git "$repo" "${FIRMWARE_BRANCH:-}" "$work/root/boot" "$work" ;;
esac

step "Checking the boot files"
check_boot_files "$work/root/boot"

step "Packing rpi-bootloader.tar.gz"
archive "$work/root" "$work/rpi-bootloader.tar.gz"
publish "$work/rpi-bootloader.tar.gz" /builds
