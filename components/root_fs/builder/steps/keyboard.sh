# shellcheck shell=bash
# The keyboard at the console. These functions read KEYBOARD: a layout, or LAYOUT(VARIANT); or nothing.

set_keyboard() {
    local tree=$1 layout=${KEYBOARD%%(*} variant='' options=''
    [[ -n ${KEYBOARD:-} ]] || return 0
    [[ $KEYBOARD != *'('* ]] || variant=${KEYBOARD#*(} variant=${variant%)}
    # Others come second, for names and commands are typed in Latin letters.
    has_latin_letters "$tree" "$layout" "$variant" || layout=us,$layout variant=,$variant options=grp:alt_shift_toggle
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

# has_latin_letters TREE LAYOUT VARIANT: whether keys of that layout, without any other key, give a to z.
has_latin_letters() {
    local letters
    letters=$(chroot "$1" ckbcomp -layout "$2" -variant "$3" 2>/dev/null |
        sed --quiet --regexp-extended 's/^keycode +[0-9]+ += +\+?U\+00(6[1-9a-f]|7[0-9a]).*/\1/p' | sort --unique | wc --lines) || true
    ((letters == 26))
}
