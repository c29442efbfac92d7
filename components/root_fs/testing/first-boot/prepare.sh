#!/bin/bash
# Makes the container what root_fs' builder makes of a tree: the files of /builder/files, and the account.
set -euo pipefail

die() {
    echo "$*" >&2
    exit 1
}

chmod --recursive u=rwX,go=rX /builder/files
cp --recursive --preserve=mode /builder/files/. /
# shellcheck disable=SC2034  # account.sh reads them
HYPRIOT_USERNAME=pirate HYPRIOT_GROUPNAME=pirate HYPRIOT_PASSWORD=hypriot HYPRIOT_HOSTNAME=black-pearl SOURCE_DATE_EPOCH=1
# shellcheck source=../../builder/steps/account.sh
source /builder/steps/account.sh
# shellcheck source=../../builder/steps/cloud-init.sh
source /builder/steps/cloud-init.sh
add_account /
# The image's own user-data, and what is put back between two first boots.
sed "s|@PASSWORD_HASH@|$(cut -d : -f 2 /usr/lib/hypriotos/built-in-account)|" /testing/user-data >/usr/lib/hypriotos/user-data
mkdir -p /boot/firmware /pristine
cp --archive /etc /home /pristine
