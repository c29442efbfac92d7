# shellcheck shell=bash

# copy_device_trees FROM TO: those of the Pi 3, Zero 2 W and CM3 (bcm2837 in Linux, bcm2710 in the Raspberry Pi's
# source), of the Pi 4, 400 and CM4 (bcm2711) and, where the kernel drives it, of the Pi 5 (bcm2712).
copy_device_trees() {
    local from=$1 to=$2 tree found=0 trees=("$1"/bcm2837-rpi-*.dtb "$1"/bcm2710-rpi-*.dtb "$1"/bcm2711-rpi-*.dtb)
    # Everything but the card is behind its second chip, RP1.
    ! grep --quiet --extended-regexp '^CONFIG_M(ISC|FD)_RP1=' "$to"/config-* || trees+=("$from"/bcm2712*-rpi-*.dtb)
    for tree in "${trees[@]}"; do
        [[ -e $tree ]] || continue
        install -m 0644 "$tree" "$to/$(basename "$tree")"
        found=1
    done
    ((found)) || die "the kernel came without device trees for the Raspberry Pi. Check kernel_repo."
    # The second stepping of the Pi 5's chip. Older firmware asks for its tree by this name; newer firmware takes the first
    # stepping's and applies overlays/bcm2712d0.dtbo.
    tree=$from/bcm2712-d-rpi-5-b.dtb
    [[ ! -e $to/$(basename "$tree") ]] || install -m 0644 "$tree" "$to/bcm2712d0-rpi-5-b.dtb"
}
