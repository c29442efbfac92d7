#!/bin/bash
# Makes the root filesystem: a Debian tree (expensive, cached, the same for everybody), then what the
# configuration says about it (cheap), then the archive. The steps read the configuration's variables, and BUILDER_DIR (this
# folder) and WORK_DIR (for what lies in between), which are set here.
set -euo pipefail
# Engines may have another one.
umask 022
# shellcheck source=../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR
source "$BUILDER_DIR/steps/target.sh"
source "$BUILDER_DIR/steps/sources.sh"
source "$BUILDER_DIR/steps/tree.sh"
source "$BUILDER_DIR/steps/added-packages.sh"
source "$BUILDER_DIR/steps/bootstrapped.sh"
source "$BUILDER_DIR/steps/localization.sh"
source "$BUILDER_DIR/steps/keyboard.sh"
source "$BUILDER_DIR/steps/running.sh"
source "$BUILDER_DIR/steps/own-files.sh"
source "$BUILDER_DIR/steps/scripts.sh"
source "$BUILDER_DIR/steps/services.sh"
source "$BUILDER_DIR/steps/configure.sh"
source "$BUILDER_DIR/steps/account.sh"
source "$BUILDER_DIR/steps/cloud-init.sh"
source "$BUILDER_DIR/steps/ssh.sh"
source "$BUILDER_DIR/steps/swap.sh"
source "$BUILDER_DIR/steps/clean.sh"

# What the values may be is in fields.json, by which they were checked before this container was started.
require SOURCE_DATE_EPOCH HYPRIOTKIT_JOBS TARGET HYPRIOT_HOSTNAME HYPRIOT_GROUPNAME HYPRIOT_USERNAME HYPRIOT_PASSWORD \
    HYPRIOT_OS_VERSION TIMEZONE LOCALE
read_target "$TARGET"
check_emulation "$TARGET_ARCHITECTURE"

WORK_DIR=$(mktemp --directory /var/tmp/root_fs.XXXXXX)
trap 'rm -rf "$WORK_DIR"' EXIT
tree=$WORK_DIR/tree
artifact=rootfs-$TARGET-$HYPRIOT_OS_VERSION.tar.gz

# Where no tree can have devices, this ends here: mmdebstrap would go on without them.
mkdir --parents "$WORK_DIR/probe/dev"
add_devices "$WORK_DIR/probe"
remove_devices

unpack_tree_with_packages "$tree"
configure "$tree"
clean "$tree"

step "Archiving $artifact"
archive "$tree" "$WORK_DIR/$artifact"
publish "$WORK_DIR/$artifact" /workspace
