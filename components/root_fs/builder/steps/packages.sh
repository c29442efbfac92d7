# shellcheck shell=bash
# What the target's archive has of the packages of HypriotOS. It is asked before anything is installed: what is missing
# there is best said at once. These functions read WORK_DIR, BUILDER_DIR and the TARGET_* of read_target.

# choose_packages SOURCES: prints the packages to install, with commas between them.
choose_packages() {
    local package missing=() left_out=() chosen=()
    read_indexes "$1"
    grep --quiet --line-regexp dpkg "$WORK_DIR/names" ||
        die "$TARGET_SUITE of $(mirror_name) has no packages for $TARGET_ARCHITECTURE. Set root_fs.suite to a release that has, or root_fs.mirror to where it is."

    while read -r package; do
        if grep --quiet --line-regexp --fixed-strings "${package%\?}" "$WORK_DIR/names"; then
            chosen+=("${package%\?}")
        elif [[ $package == *\? ]]; then
            left_out+=("${package%\?}")
        else
            missing+=("$package")
        fi
    done < <(sed 's/#.*//' "$BUILDER_DIR/packages" | xargs --max-args 1)

    ((${#missing[@]} == 0)) ||
        die "$TARGET_SUITE of $(mirror_name) has no ${missing[*]} for $TARGET_ARCHITECTURE. Take another root_fs.suite or change the list of packages in the builder of root_fs."
    ((${#left_out[@]} == 0)) || step "Leaving out what $TARGET_SUITE does not have: ${left_out[*]}"
    (IFS=, && echo "${chosen[*]}")
}

# read_indexes SOURCES [OTHERS]: reads what these sources have, and those of the configuration. It leaves the names of all packages for the target in $WORK_DIR/names, and whose release of what name
# they are in $WORK_DIR/releases, each on a line.
read_indexes() {
    local apt=$WORK_DIR/apt
    mkdir --parents "$apt"/etc/{sources.list.d,apt.conf.d,preferences.d} "$apt"/{state,cache}
    printf '%s\n' "$@" >"$apt/etc/sources.list.d/target.sources"
    touch "$apt/status"
    apt_configuration "$TARGET_ARCHITECTURE" >"$apt/apt.conf" <<CONFIG
Dir::Etc "$apt/etc";
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
CONFIG
    APT_CONFIG=$apt/apt.conf apt-get update >&3 ||
        die "the packages of $TARGET_SUITE cannot be had from $(mirror_name), or they are not signed with a key of ${TARGET_KEYRING// / or }. The lines above say which. Check root_fs.suite, root_fs.mirror and root_fs.keyring${2:+, and root_fs.repositories}."
    APT_CONFIG=$apt/apt.conf apt-cache pkgnames >"$WORK_DIR/names"
    # shellcheck disable=SC2016  # apt fills them in
    APT_CONFIG=$apt/apt.conf apt-get indextargets --format '$(ORIGIN) $(CODENAME)' 'Created-By: Packages' >"$WORK_DIR/releases"
}

# add_radio_firmware TREE: adds the Wi-Fi firmware of the Pi 400. Debian has it in raspi-firmware alone, whose scripts would write to
# the boot partition what suits Debian's own image: it is unpacked, not installed.
add_radio_firmware() {
    local tree=$1 folder=$WORK_DIR/raspi-firmware firmware=()
    grep --quiet --line-regexp raspi-firmware "$WORK_DIR/names" || return 0
    APT_CONFIG=$WORK_DIR/apt/apt.conf apt_download raspi-firmware "$folder" >&3 ||
        die "the Debian package raspi-firmware could not be downloaded. Try again later, the mirror may be in the middle of an update."
    dpkg-deb --extract "$folder"/raspi-firmware_*.deb "$folder/files"
    firmware=("$folder"/files/usr/lib/firmware/brcm/brcmfmac43456-sdio.*)
    [[ -e ${firmware[0]} ]] || return 0
    install -D --mode=0644 --target-directory "$tree/usr/lib/firmware/brcm" "${firmware[@]}"
    # The licence allows passing the files on together with its text.
    install -D --mode=0644 --target-directory "$tree/usr/share/doc/raspi-firmware" "$folder/files/usr/share/doc/raspi-firmware/copyright"
}

# same_release: whether the target is the very release that the builder runs, whatever its suite is called. Reads what
# read_indexes left.
same_release() {
    grep --quiet --line-regexp "Debian $(release_of_builder)" "$WORK_DIR/releases"
}

mirror_name() {
    if [[ $TARGET_MIRROR == debian ]]; then
        echo "the Debian mirror"
    else
        echo "$TARGET_MIRROR"
    fi
}
