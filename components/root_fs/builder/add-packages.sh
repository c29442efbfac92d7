#!/bin/bash
# Installs the packages of the configuration in a Debian tree and packs it. What the archives lack is said before anything is
# installed, Debian's packages included.
#
# usage: add-packages.sh BOOTSTRAP_KEY ARCHIVE
# environment: what read_target exports, PACKAGES, REPOSITORIES, HYPRIOTKIT_JOBS
# The steps read BUILDER_DIR (this folder) and WORK_DIR (for what lies in between), which are set here.
set -euo pipefail
# shellcheck source=../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh
# shellcheck source=../../base_image/builder/keys.sh
source /usr/local/lib/hypriotkit/keys.sh

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR
source "$BUILDER_DIR/steps/sources.sh"
source "$BUILDER_DIR/steps/packages.sh"
source "$BUILDER_DIR/steps/repositories.sh"
source "$BUILDER_DIR/steps/added-packages.sh"
source "$BUILDER_DIR/steps/running.sh"
source "$BUILDER_DIR/steps/tree.sh"
bootstrap=$1 archive=$2
export SOURCE_DATE_EPOCH=$TREE_EPOCH

WORK_DIR=$(mktemp --directory /var/tmp/packages.XXXXXX)
trap 'rm -rf "$WORK_DIR"' EXIT
tree=$WORK_DIR/tree

step "Looking for the packages of the configuration"
[[ $TARGET_OLD_KEY != yes ]] || allow_old_key
sources=$(target_sources)
repositories=$(repository_sources)
read_indexes "$sources" "$repositories"
check_added_packages

entry=$(cached "$bootstrap" "$BUILDER_DIR/bootstrap.sh")
unpack_tree "$entry" "$tree"
APT_CONFIG=$WORK_DIR/apt/apt.conf require_locked
touch "$WORK_DIR/started"
install_added_packages "$tree"
packages_of "$tree" | APT_CONFIG=$WORK_DIR/apt/apt.conf note_packages
keep_repositories "$repositories" "$tree"

step "Packing the tree with the packages of the configuration"
pack_tree "$tree" "$archive"
