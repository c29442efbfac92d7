#!/bin/bash
# Packs what the Raspberry Pi's boot ROM and GPU read before any kernel runs: /builds/rpi-bootloader.tar.gz with boot/.
#
# FIRMWARE_REPO     deb:<package>  the Debian package raspi-firmware, the default; or
#                   a git URL      a repository laid out as raspberrypi/firmware is: the files lie in its boot/
# FIRMWARE_BRANCH   branch or tag of that repository; empty: its own default
set -euo pipefail

. /usr/local/lib/hypriotkit/builder.sh
. /builder/from-debian.sh
. /builder/from-git.sh
. /builder/boot-files.sh

require SOURCE_DATE_EPOCH
firmware_repo=${FIRMWARE_REPO:-deb:raspi-firmware}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/boot" /builds

case $firmware_repo in
    deb:*) fetch_from_debian "${firmware_repo#deb:}" "$work/root/boot" ;;
    *) fetch_from_git "$firmware_repo" "${FIRMWARE_BRANCH:-}" "$work/root/boot" ;;
esac

step "Checking the boot files"
check_boot_files "$work/root/boot"

step "Packing rpi-bootloader.tar.gz"
archive "$work/root" "$work/rpi-bootloader.tar.gz"
publish "$work/rpi-bootloader.tar.gz" /builds
