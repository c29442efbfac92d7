# shellcheck shell=bash
# Whether the files on the boot partition are others now than those that something is noted of. A part of first-boot.

# The sums of the files of the boot partition: those that the first boot has begun with, and those that it never came to an
# end with.
readonly BEGUN=$NOTES/first-boot-begun ENDLESS=$NOTES/first-boot-endless
# What has been said and is not settled: the sum of the files, and the message. give-up-account makes these notes.
readonly SAID=$NOTES/said

note_files() {
    mkdir -p "$NOTES"
    [[ $(cat "$BEGUN" 2>/dev/null) == "$(sum_of_files)" ]] || sum_of_files >"$BEGUN"
}

# Whether something was said of files that are others now.
said_corrected() {
    local note
    for note in "$SAID"/*; do
        if corrected "$note" && { [[ ${note##*/} != known-password ]] || known_password_taken; }; then
            return 0
        fi
    done
    return 1
}

# An account that has got another password since it lost the known one is fine.
known_password_taken() {
    local built_in
    built_in=$(cut -d : -f 1 /usr/lib/hypriotos/built-in-account)
    cut -d : -f 1,2 /etc/shadow | grep --invert-match "^$built_in:" | grep --quiet ':\*hypriotos$'
}

# corrected NOTE: whether the files on the boot partition are others than those that NOTE is about: its first line. A note that
# was cut off is about none.
corrected() {
    local about
    about=$(head --lines 1 "$1" 2>/dev/null | tr --delete '\0') || return 1
    [[ $about =~ ^[0-9a-f]{64}$ && -e /boot/firmware/user-data && $about != "$(sum_of_files)" ]]
}

sum_of_files() {
    {
        cd /boot/firmware 2>/dev/null || true
        # Some of them may be missing.
        sha256sum user-data vendor-data meta-data network-config 2>/dev/null || true
    } | sha256sum | cut -d ' ' -f 1
}

# What the user's own commands have changed in the files since this start began is no correction of what was said of them.
keep_said() {
    local note began now
    [[ -e /boot/firmware/user-data ]] || return 0
    # Otherwise it was somebody who has logged in.
    grep --invert-match '^ *#' "$INSTANCE/user-data.txt" 2>/dev/null |
        grep --quiet --extended-regexp '(meta|user|vendor)-data|network-config' || return 0
    began=$(cat "$BEGUN" 2>/dev/null) || return 0
    now=$(sum_of_files)
    for note in "$SAID"/*; do
        [[ $(head --lines 1 "$note" 2>/dev/null) != "$began" ]] || sed --in-place "1s/.*/$now/" "$note"
    done
}
