# shellcheck shell=bash

# copy_device_trees FROM TO: those of the Pi 3, Zero 2 W and CM3 (bcm2837 in Linux, bcm2710 in the Raspberry Pi's
# source) and of the Pi 4, 400 and CM4 (bcm2711).
copy_device_trees() {
    local from=$1 to=$2 tree found=0
    for tree in "$from"/bcm2837-rpi-*.dtb "$from"/bcm2710-rpi-*.dtb "$from"/bcm2711-rpi-*.dtb; do
        [[ -e $tree ]] || continue
        install -m 0644 "$tree" "$to/"
        found=1
    done
    ((found)) || die "the kernel came without device trees for the Raspberry Pi. Check kernel_repo."
}
