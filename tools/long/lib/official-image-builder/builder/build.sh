#!/bin/bash
# The image out of a root file system, a boot loader, a kernel and a blank image, by the tools of hypriot-kit's time.
set -euo pipefail

mountpoint --quiet /proc/sys/fs/binfmt_misc || mount --types binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
update-binfmts --enable qemu-aarch64

tree=/build
mkdir "$tree"
for archive in "$ROOT_FS_ARTIFACT" "$BOOTLOADER_ARTIFACT" "$KERNEL_ARTIFACT"; do
    tar --extract --file "/workspace/$archive" --directory "$tree"
done

mount --bind /dev "$tree/dev"
mount --types devpts none "$tree/dev/pts"
mount --types proc none "$tree/proc"
mount --types sysfs none "$tree/sys"
chroot "$tree" /bin/bash -eu <<'SCRIPT'
uname --machine
depmod "$(ls /lib/modules)"
cat /proc/version >/dev/null
SCRIPT
umount "$tree/sys" "$tree/proc" "$tree/dev/pts" "$tree/dev"

image=hypriotos-rpi64-$VERSION.img
cd /
unzip -p "/workspace/$RAW_IMAGE_ARTIFACT" >"$image"
kpartx -l "$image"
SUPERMIN_MODULES=$(echo /kernel/lib/modules/*)
export SUPERMIN_MODULES
tar --create --gzip --file /tree.tar.gz --directory "$tree" .
guestfish <<GUEST
add /$image
run
mount /dev/sda2 /
mkdir-p /boot
mount /dev/sda1 /boot
tar-in /tree.tar.gz / compress:gzip
umount-all
GUEST
IMAGE=/$image rspec --format documentation /builder/test

zip --quiet "/workspace/$image.zip" "$image"
cd /workspace && sha256sum "$image.zip" >"$image.zip.sha256"
