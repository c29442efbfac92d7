# shellcheck shell=bash
# What cloud-init notes of a first boot: its instance. A part of first-boot.

readonly INSTANCE=/var/lib/cloud/instance
# cloud-init's: it goes on with this instance, and asks for no data.
readonly INSTANCE_STANDS=$INSTANCE/manual-clean
# Modules that end nothing and run nothing of the user's. runcmd writes the script of the commands and does not run it.
readonly REPEATABLE='give_up_account write_files disk_setup mounts set_hostname ca_certs users_groups
ssh ssh_import_id keyboard wanted_locale locale set_passwords known_password enable_ssh grub_dpkg apt_pipelining apt_configure ntp timezone runcmd write_files_deferred'
# What #include-once has fetched may be gone from its address.
readonly FETCHED=$NOTES/fetched

# Without cloud-init there is no instance to keep the note in. Makes one in the form that cloud-init uses, so that it can be
# installed again. Fails if cloud-init runs but has made no instance: this was no first boot.
make_instance_of_none() {
    ! cloud_init_runs || return 1
    mkdir -p "${INSTANCE}s/none"
    ln --symbolic --no-dereference --force "${INSTANCE}s/none" "$INSTANCE"
}

# Without its files, cloud-init would make a first boot of this start, with the account that the image was built with, and a network and
# an SSH server as if there had never been any. The user's own commands may have deleted them, in the middle of their first boot.
keep_instance_without_seed() {
    if seed_is_gone; then
        say "The boot partition no longer has user-data and meta-data: the system $(
            [[ -e $DONE ]] && echo "stays as they have made it." || echo "goes by what they said when its first boot began."
        )"
        echo hypriotos >"$INSTANCE_STANDS"
    elif grep --quiet --line-regexp hypriotos "$INSTANCE_STANDS" 2>/dev/null; then
        rm "$INSTANCE_STANDS"
    fi
}

# Data from elsewhere, such as an address on the kernel's command line, are cloud-init's matter.
seed_is_gone() {
    grep --quiet --fixed-strings file:///boot/firmware/ "$INSTANCE/datasource" 2>/dev/null || return 1
    [[ ! -e /boot/firmware/user-data || ! -e /boot/firmware/meta-data ]]
}

# The notes first: half of what cloud-init removes would be neither a first boot nor none.
clean() {
    rm -rf /var/lib/cloud/instances/*/{first-boot-done,sem}
    cloud-init clean || say "cloud-init could not remove all of the last first boot."
}

# cloud-init may have been at something when it was told to end. It is done again if it is a module of cloud-init's own that
# may be repeated. Programs of the user's, which may be what ended it, are not.
forget_what_was_cut() {
    local semaphore
    while read -r _ semaphore; do
        if [[ $semaphore == update_sources ]]; then
            # Of a module that calls apt, and that is what was cut.
            forget "$semaphore"
        elif [[ $semaphore == config_package_update_upgrade_install ]]; then
            # The index may be incomplete, and is not fetched twice.
            forget "$semaphore" update_sources
            return
        else
            [[ " ${REPEATABLE//$'\n'/ } " != *" ${semaphore#config_} "* ]] || forget "$semaphore"
            return
        fi
    done < <(find "$INSTANCE/sem" -type f -printf '%T@ %f\n' 2>/dev/null | sort --numeric-sort --reverse)
}

forget() {
    echo "The next start does this again: $*"
    rm -f "${@/#/"$INSTANCE/sem/"}"
}

keep_fetched() {
    local instance
    instance=$(readlink --canonicalize "$INSTANCE")
    [[ -d $instance/data/urlcache ]] || return 0
    rm -rf "$FETCHED"
    mkdir -p "$FETCHED"
    echo "$instance" >"$FETCHED/instance"
    mv "$instance/data/urlcache" "$FETCHED"
    # Not yet written when the power went.
    find "$FETCHED/urlcache" -type f -empty -delete
    sync
}

put_back_fetched() {
    local instance
    if [[ -d $FETCHED/urlcache && -s $FETCHED/instance ]]; then
        instance=$(<"$FETCHED/instance")
        mkdir -p "$instance/data"
        mv "$FETCHED/urlcache" "$instance/data"
    fi
    rm -rf "$FETCHED"
}
