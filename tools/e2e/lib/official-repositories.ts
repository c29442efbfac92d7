import type { GitHost, GitRepository } from '../../../libs/repository/src/testing/git-host';

/** What every script begins with: it ends with the line that it fails in. */
const SCRIPT = `#!/bin/bash
set -eu
trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR
set -E
`;

/** Ends with an error where a builder has a capability that Docker does not give by itself. */
const UNPRIVILEGED = `
capabilities=$(awk '/^CapEff/ { print $2 }' /proc/self/status)
(( (0x$capabilities >> 21 & 1) == 0 )) # SYS_ADMIN
`;

/** In stages, and with something to do when another image is made of it. */
const IMAGE_BUILDER = `
FROM hypriotkit/base_image:latest AS tools
RUN echo 'the tools' >/tools
FROM hypriotkit/base_image:latest
RUN mkdir /workdir
COPY --from=tools /tools /tools
ONBUILD RUN cp /tools /ready
`;

const ROOT_FS = `${SCRIPT}
[[ $(</ready) == 'the tools' ]]
cat /builder/greeting/text
[[ $HYPRIOT_HOSTNAME == black-pearl && $HYPRIOT_GROUPNAME == pirate && $HYPRIOT_USERNAME == pirate ]]
[[ $HYPRIOT_PASSWORD == hypriot && $BUILD_ARCH == arm64 && $QEMU_ARCH == aarch64 && $VARIANT == debian ]]
root=/debian-$BUILD_ARCH
mkdir $root
mount -t tmpfs none $root
mkdir -p $root/{etc,bin,usr,lib,lib64,proc,dev/pts}
for folder in bin usr lib lib64 dev; do mount --bind /$folder $root/$folder; done
mount -t proc none $root/proc
chroot $root /usr/bin/env HOSTNAME="$HYPRIOT_HOSTNAME" /bin/bash <<'EOF'
echo "$HOSTNAME" >/etc/hostname
EOF
cd /workspace
archive=rootfs-$BUILD_ARCH-$VARIANT-$HYPRIOT_OS_VERSION.tar.gz
tar -czf "$archive" -C $root etc
sha256sum "$archive" >"$archive.sha256"
`;

const BLANK_IMAGE = `${SCRIPT}
truncate -s 8M /rpi-raw.img
device=$(losetup -f --show /rpi-raw.img)
mkfs.ext4 -q -L root "$device"
mount "$device" /mnt
echo 'the card' >/mnt/card
umount /mnt
losetup -d "$device"
cd /
zip -q /workspace/rpi-raw.img.zip rpi-raw.img
`;

const BOOTLOADER = `${SCRIPT}${UNPRIVILEGED}
[[ $TIMESTAMP_OUTPUT == false && $FIRMWARE_REPO == https://git.test/firmware ]]
mkdir -p boot && echo firmware >boot/start.elf
tar -czf rpi-bootloader.tar.gz boot
sha256sum rpi-bootloader.tar.gz >rpi-bootloader.tar.gz.sha256
mkdir -p /builds && cp rpi-bootloader.tar.gz* /builds/
`;

const KERNEL_ENVIRONMENT = `
[[ $TIMESTAMP_OUTPUT == false && $RPI_KERNEL_REPO == https://git.test/linux && $RPI_KERNEL_BRANCH == rpi-4.19.y ]]
[[ $DEFCONFIG == docker_rpi3_defconfig ]]
`;
const KERNEL_VERSION = `${SCRIPT}${UNPRIVILEGED}${KERNEL_ENVIRONMENT}
echo 'Looking at the sources'
echo 4.19.58
`;
const KERNEL = `${SCRIPT}${UNPRIVILEGED}${KERNEL_ENVIRONMENT}
mkdir -p /builds boot && echo kernel >boot/kernel8.img
tar -czf /builds/4.19.58-hypriotos-v8.tar.gz boot
tar -czf /builds/bootfiles.tar.gz -C boot .
echo CONFIG_EXT4_FS=y >/builds/4.19.58-hypriotos-v8.config
`;

const SD_IMAGE = `${SCRIPT}
[[ $FETCH_MISSING_ARTIFACTS == false && $KERNEL_VERSION == 4.19.58 ]]
[[ $DOCKER_ENGINE_VERSION == 18.04 ]]
# Not configured, or as latest: those of the Dockerfile.
[[ $DOCKER_COMPOSE_VERSION == 1.21.1 && $DOCKER_MACHINE_VERSION == 0.16.1 && $CONTAINERD_IO_VERSION == 1.2.6-3 ]]
! touch /boot/probe && ! touch /lib/modules/probe
mkdir /build
for archive in $ROOT_FS_ARTIFACT $BOOTLOADER_ARTIFACT $KERNEL_ARTIFACT; do tar -xf "/workspace/$archive" -C /build; done
cd /
image=hypriotos-rpi64-$VERSION.img
unzip -p "/workspace/$RAW_IMAGE_ARTIFACT" >"$image"
mount -o loop "$image" /mnt
cp -r /build/. /mnt/
umount /mnt
zip -q "/workspace/$image.zip" "$image"
cd /workspace && sha256sum "$image.zip" >"$image.zip.sha256"
`;

/** Names of images that the tests make and remove. */
export const BASE = 'hypriotkit-e2e/image-builder:latest';
export const imageOf = (component: string): string => `hypriotkit-e2e/${component}:latest`;

/** Repositories in the shape of the official ones, each with its own Dockerfile, by the names of components. */
export function officialRepositories(host: GitHost): Record<string, GitRepository> {
  const from = (rest: string) => `FROM ${BASE}\n${rest}\n`;
  const greeting = host.repository('greeting', { text: 'ahoy\n' });
  const rootFs = host.repository('os-rootfs', {
    Dockerfile: from('COPY builder/ /builder/\nCMD /builder/build.sh'),
    'builder/build.sh': ROOT_FS,
  });
  rootFs.git('submodule', '--quiet', 'add', `../${greeting.name}`, 'builder/greeting');
  rootFs.commit({});
  return {
    base_image: host.repository('image-builder', { Dockerfile: IMAGE_BUILDER }),
    root_fs: rootFs,
    blank_image: host.repository('image-builder-raw', {
      Dockerfile: from('COPY builder/ /builder/'),
      'builder/rpi/build.sh': BLANK_IMAGE,
    }),
    rpi_bootloader: host.repository('rpi-bootloader', {
      Dockerfile: from(
        'WORKDIR /workdir\nENV TIMESTAMP_OUTPUT=true\nCOPY build-tarball.sh /\nCMD ["/build-tarball.sh"]',
      ),
      'build-tarball.sh': BOOTLOADER,
    }),
    rpi_kernel: host.repository('rpi64-kernel', {
      Dockerfile: from('WORKDIR /workdir\nCOPY build-kernel.sh get-kernel-version.sh /\nCMD ["/build-kernel.sh"]'),
      'build-kernel.sh': KERNEL,
      'get-kernel-version.sh': KERNEL_VERSION,
    }),
    rpi_sd_image: host.repository('image-builder-rpi64', {
      Dockerfile: from(
        'ENV FETCH_MISSING_ARTIFACTS=true DOCKER_COMPOSE_VERSION=1.21.1 DOCKER_MACHINE_VERSION=0.16.1\n' +
          'ENV CONTAINERD_IO_VERSION=1.2.6-3\n' +
          'COPY builder/ /builder/\nCMD /builder/build.sh',
      ),
      'builder/build.sh': SD_IMAGE,
    }),
  };
}
