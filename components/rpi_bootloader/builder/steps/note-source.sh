# shellcheck shell=bash

# note_source FOLDER LINE...: keeps beside FOLDER, which is boot/, what the boot files in it are of.
note_source() {
    local file=${1%/*}/usr/share/doc/rpi-bootloader/source
    mkdir -p "${file%/*}"
    printf '%s\n' "${@:2}" >"$file"
}
