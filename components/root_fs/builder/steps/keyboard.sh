# shellcheck shell=bash
# The keyboard at the console. These functions read KEYBOARD: a layout, or LAYOUT(VARIANT); or nothing.

# Layouts without Latin letters. They come second, for names and commands are typed in Latin ones.
readonly NOT_LATIN=" af am ara bd bg bt by et ge gr il in iq ir kg kh kz la lk mk mm mn mv np pk rs ru sy th tj ua uz "

set_keyboard() {
    local tree=$1 layout=${KEYBOARD%%(*} variant='' options=''
    [[ -n ${KEYBOARD:-} ]] || return 0
    [[ $KEYBOARD != *'('* ]] || variant=${KEYBOARD#*(} variant=${variant%)}
    [[ $NOT_LATIN != *" $layout "* ]] || layout=us,$layout variant=,$variant options=grp:alt_shift_toggle
    cat >"$tree/etc/default/keyboard" <<EOF
XKBMODEL="pc105"
XKBLAYOUT="$layout"
XKBVARIANT="$variant"
XKBOPTIONS="$options"
BACKSPACE="guess"
EOF
    # What the board loads at boot is made here.
    rm -f "$tree"/etc/console-setup/cached_*
    add_devices "$tree"
    without_configuration chroot "$tree" setupcon --save-only --force >&3 2>&1 || true
    [[ -s $tree/etc/console-setup/cached_UTF-8_del.kmap.gz ]] ||
        die "setupcon makes no keymap for $KEYBOARD. Choose another layout in root_fs.keyboard."
}
