# shellcheck shell=bash
# What the boards need on their boot partition before a kernel runs, whichever source it came from.

# Second stage of everything before the Pi 4 (which has it in its EEPROM), then a firmware with its memory map for each
# generation: start.elf for the Pi 3 and Zero 2 W, start4.elf for the Pi 4, 400 and CM4.
required_boot_files=(bootcode.bin start.elf fixup.dat start4.elf fixup4.dat LICENCE.broadcom)

# check_boot_files FOLDER: dies when one of them is missing or empty.
check_boot_files() {
    local name missing=()
    for name in "${required_boot_files[@]}"; do
        [[ -s $1/$name ]] || missing+=("$name")
    done
    ((!${#missing[@]})) ||
        die "the boot files lack ${missing[*]}. Check that firmware_repo names a complete set of Raspberry Pi firmware."
}

# put_boot_file FILE FOLDER: FILE as readable by everybody, whatever its mode was at its source.
put_boot_file() {
    install -D -m 0644 "$1" "$2/$(basename "$1")"
}
