#!/bin/bash
# Puts root file system, kernel, firmware and Docker together on the blank image. Nothing is mounted: the file systems
# are made from directories, with mke2fs and mtools.
#
#   ROOT_FS_ARTIFACT RAW_IMAGE_ARTIFACT BOOTLOADER_ARTIFACT KERNEL_ARTIFACT      names of the inputs in /workspace
#   KERNEL_PACKAGE                                    one that there may be (steps/kernel-package.sh)
#   ROOT_FS_ARCH                                      the architecture that the root file system has to be for
#   DOCKER_ENGINE_VERSION DOCKER_COMPOSE_VERSION      "latest", a version, or how one starts (26.1)
#   DOCKER_REPOSITORY DOCKER_REPOSITORY_FINGERPRINT   where versions are that Debian does not have (lib/docker-versions.sh)
#   CONTAINERD_VERSION RUNC_VERSION                   the same
#   DOCKER_MACHINE_VERSION DOCKER_MACHINE_RELEASES    a release, or nothing (steps/docker-machine.sh)
#   CONTAINER_IMAGES COMPOSE_SOURCE                     what the system starts with (steps/container-images.sh, steps/compose-file.sh)
#   CONFIG_TXT CMDLINE                                lines and arguments of the user's (steps/configure.sh)
#   WIFI NETWORK NETWORK_CONFIG NETWORK_CONFIG_MODE USER_DATA USER_DATA_MODE    the first boot (steps/user-data.sh)
#   BOOT_MEGABYTES                                    size of the boot partition (steps/boot-partition.sh)
#   ROOT_MEGABYTES                                    size of the root partition (steps/root-partition.sh)
#   PARTITIONS                                        for data (steps/data-partitions.sh)
#   READ_ONLY                                         what the system writes to (steps/read-only.sh)
#   FORMAT                                            of the image (steps/formats.sh)
#   VERSION                                           the image's version tag
#
# The steps read these, and SCRATCH (for what lies in between), which is set here.
set -euo pipefail
# Engines may have another one.
umask 022

# shellcheck source=SCRIPTDIR/../../base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh
# shellcheck source=SCRIPTDIR/../../base_image/builder/keys.sh
source /usr/local/lib/hypriotkit/keys.sh

BUILDER_DIR=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR
source "$BUILDER_DIR/lib/docker-versions.sh"
source "$BUILDER_DIR/lib/foreign-root.sh"
source "$BUILDER_DIR/lib/partitions.sh"
source "$BUILDER_DIR/lib/render.sh"
source "$BUILDER_DIR/steps/block-map.sh"
source "$BUILDER_DIR/steps/boot-partition.sh"
source "$BUILDER_DIR/steps/check.sh"
source "$BUILDER_DIR/steps/compose-file.sh"
source "$BUILDER_DIR/steps/configure.sh"
source "$BUILDER_DIR/steps/container-images.sh"
source "$BUILDER_DIR/steps/data-partitions.sh"
source "$BUILDER_DIR/steps/docker-machine.sh"
source "$BUILDER_DIR/steps/docker.sh"
source "$BUILDER_DIR/steps/documents.sh"
source "$BUILDER_DIR/steps/formats.sh"
source "$BUILDER_DIR/steps/inputs.sh"
source "$BUILDER_DIR/steps/kernel-package.sh"
source "$BUILDER_DIR/steps/package-list.sh"
source "$BUILDER_DIR/steps/read-only.sh"
source "$BUILDER_DIR/steps/root-partition.sh"
source "$BUILDER_DIR/steps/user-data.sh"

require SOURCE_DATE_EPOCH VERSION ROOT_FS_ARCH ROOT_FS_ARTIFACT RAW_IMAGE_ARTIFACT BOOTLOADER_ARTIFACT KERNEL_ARTIFACT
SCRATCH=$(mktemp --directory)
readonly SCRATCH
root=$SCRATCH/root
boot=$SCRATCH/boot
image=$SCRATCH/hypriotos-rpi64-$VERSION.img
package_list=$SCRATCH/hypriotos-rpi64-$VERSION.packages

step "Checking the inputs"
check_inputs /workspace
check_own_files
step "Unpacking the inputs"
unpack_root_file_system "$ROOT_FS_ARTIFACT" "$root"
check_network_config "$root"
unpack_raw_image "$RAW_IMAGE_ARTIFACT" "$image"
resize_boot_partition "$image"
add_firmware "$BOOTLOADER_ARTIFACT" "$boot"
add_kernel "$KERNEL_ARTIFACT" "$root" "$boot"

install_kernel_package "$root"
# Before Docker is installed, as it is more likely to fail.
add_container_images "$root"
install_docker "$root"
add_compose_project "$root"

step "Configuring the system"
configure_boot "$image" "$root" "$boot"
configure_system "$image" "$root" "$boot"

step "Writing the boot partition"
write_boot_partition "$boot" "$image"
step "Writing the root partition"
write_root_partition "$root" "$image"
step "Documenting the contents, beside the next steps"
write_documents "$root" "$boot" &
documents=$!
add_data_partitions "$image"
step "Checking the file systems"
check_file_systems "$image"
list_packages "$root" >"$package_list"
publish "$package_list" /workspace
step "Mapping the blocks of the image"
publish_block_map "$image" /workspace
wait "$documents"
publish_documents /workspace
publish_image "$image" /workspace
