#!/bin/bash
# The Odroid's boot ROM reads U-Boot from the sectors before the first partition, which therefore
# starts later than on other devices.
set -euo pipefail
# shellcheck source=SCRIPTDIR/../lib/blank-image.sh
source /builder/lib/blank-image.sh

export DISK_ID=48594f44
export BOOT_START=3072 BOOT_MEGABYTES=64 BOOT_VOLUME_ID=48590002
export ROOT_MEGABYTES=1400 ROOT_UUID=6879707a-1234-4069-8f74-726f6f740002

make_blank_image odroid
