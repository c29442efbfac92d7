# shellcheck shell=bash
# What config.txt can name with mainline's device trees: overlays, and parameters of the trees themselves. The Raspberry Pi's
# own kernels bring theirs.

# A device's parent is in the tree that an overlay is applied to, so that dtc cannot judge these here. Any other warning is an error.
JUDGED_WITH_PARENT=(reg_format unit_address_vs_reg avoid_default_addr_size avoid_unnecessary_addr_size unique_unit_address
    simple_bus_reg i2c_bus_reg spi_bus_reg pci_device_reg pci_device_bus_num interrupts_property gpios_property)

# add_overlays BOOT: puts overlays and their map into BOOT/overlays, and parameters into the device trees of BOOT.
add_overlays() {
    local boot=$1 source tree
    step "Adding overlays and parameters to the device trees"
    mkdir -p "$boot/overlays" "$work/parameters"
    for source in "$BUILDER_DIR"/overlays/*.dts; do
        compile_overlay "$source" "$boot/overlays/$(basename "$source" .dts).dtbo"
    done
    # The firmware asks for it by this name.
    mv "$boot/overlays/overlay_map.dtbo" "$boot/overlays/overlay_map.dtb"
    for source in "$BUILDER_DIR"/parameters/*.dts; do
        compile_overlay "$source" "$work/parameters/$(basename "$source" .dts).dtbo"
    done
    for tree in "$boot"/*.dtb; do
        add_parameters "$tree"
    done
}

# compile_overlay SOURCE TARGET
compile_overlay() {
    local said
    if ! said=$(dtc -@ "${JUDGED_WITH_PARENT[@]/#/-Wno-}" -I dts -O dtb -o "$2" "$1" 2>&1) || [[ -n $said ]]; then
        die "$1 is not a good overlay: $said"
    fi
}

# add_parameters TREE: changes the tree, with those of work/parameters that are for its board.
add_parameters() {
    local tree=$1 parts
    if ! fdtget --properties "$tree" /__symbols__ >/dev/null 2>&1; then
        warn "$(basename "$tree") has no labels: dtparam and dtoverlay of config.txt do nothing with it."
        return
    fi
    mapfile -t parts < <(parameters_for "$tree")
    free_header_pins "$tree"
    fdtoverlay --input "$tree" --output "$tree.new" "${parts[@]/#/$work/parameters/}" ||
        die "the parameters do not fit $(basename "$tree"): its labels are not those of mainline Linux that are known."
    mv "$tree.new" "$tree"
    trim_labels "$tree" "${parts[@]}"
    copy_bluetooth_pin "$tree"
}

# parameters_for TREE: prints the file names of its parameters.
parameters_for() {
    local tree=$1
    if [[ $(basename "$tree") == bcm2712* ]]; then
        echo bcm2712.dtbo
        return
    fi
    echo bcm283x.dtbo
    if has_label "$tree" bt; then echo bluetooth.dtbo; else echo no-bluetooth.dtbo; fi
    if has_power_led "$tree"; then echo pwr-led.dtbo; else echo no-pwr-led.dtbo; fi
    if has_label "$tree" led_act; then
        echo act-led.dtbo
    elif has_power_led "$tree"; then
        echo only-pwr-led.dtbo
    else
        echo no-act-led.dtbo
    fi
}

# has_label TREE LABEL
has_label() {
    fdtget "$1" /__symbols__ "$2" >/dev/null 2>&1
}

# has_power_led TREE
has_power_led() {
    fdtget "$1" /leds/led-pwr label >/dev/null 2>&1
}

# free_header_pins TREE: mainline fixes the functions of pins 4 to 11 on the Zero 2 W and CM3, so that no device could have them.
free_header_pins() {
    local tree=$1 pins=/soc/gpio@7e200000
    ! fdtget "$tree" "$pins" pinctrl-0 >/dev/null 2>&1 || fdtput --delete "$tree" "$pins" pinctrl-0 pinctrl-names
}

# trim_labels TREE PARAMETERS...: a label of a whole node gets a slash behind its path, which older firmware may not expect.
trim_labels() {
    local tree=$1 part label path
    for part in "${@:2}"; do
        for label in $(fdtget --properties "$work/parameters/$part" /__symbols__ 2>/dev/null); do
            path=$(fdtget "$tree" /__symbols__ "$label")
            [[ $path != */ ]] || fdtput --type s "$tree" /__symbols__ "$label" "${path%/}"
        done
    done
}

# copy_bluetooth_pin TREE: Bluetooth at the mini UART is switched on as at the other UART.
copy_bluetooth_pin() {
    local tree=$1 pin
    pin=$(fdtget --type x "$tree" /soc/serial@7e201000/bluetooth shutdown-gpios 2>/dev/null) || return 0
    # shellcheck disable=SC2086  # a word for each cell
    fdtput --type x "$tree" /soc/serial@7e215040/bluetooth shutdown-gpios $pin
}
