#!/bin/bash
# The Raspberry Pi's boot ROM looks for its firmware on the first FAT partition.
set -euo pipefail
# shellcheck source=SCRIPTDIR/../lib/blank-image.sh
source /builder/lib/blank-image.sh

export DISK_ID=48595052
export BOOT_START=2048 BOOT_MEGABYTES=100 BOOT_VOLUME_ID=48590001
export ROOT_MEGABYTES=1400 ROOT_UUID=6879707a-1234-4069-8f74-726f6f740001

make_blank_image rpi
