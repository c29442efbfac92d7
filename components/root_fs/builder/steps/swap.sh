# shellcheck shell=bash
# What the system swaps to. These functions read SWAP: auto, zram, file or none.

# The file of Debian's package asks for a device in compressed memory, so it is replaced in any case.
set_swap() {
    local tree=$1 swap=${SWAP:-auto}
    if [[ -x $tree/usr/lib/systemd/system-generators/zram-generator ]]; then
        zram_settings "$swap" >"$tree/etc/systemd/zram-generator.conf"
    elif [[ $swap == zram ]]; then
        die "root_fs.swap is zram, and this release has no systemd-zram-generator. Choose file or none."
    fi
    [[ $swap != file ]] || systemctl --root "$tree" --quiet enable swap-file.service
}

# zram_settings SWAP: prints the configuration of zram-generator, which makes a device for each section. Sizes are in MiB.
zram_settings() {
    echo "# root_fs.swap: $1"
    [[ $1 == auto || $1 == zram ]] || return 0
    echo '[zram0]'
    [[ $1 == zram ]] || echo 'host-memory-limit = 2048'
    echo 'zram-size = min(ram / 2, 2048)'
    echo 'compression-algorithm = zstd'
}
