# shellcheck shell=bash
# The target: what its name means, and whether this machine can run its programs. Each is a file in targets/ with
#
#   ARCHITECTURES         Debian's names of its architecture and, after it, of those that root_fs.architecture may ask for
#   SUITE COMPONENTS      what is taken from the mirror
#   MIRROR                an address, or `debian`: the mirror that the builder's own apt uses, with all that comes with a
#                         release there (updates, security updates)
#   KEYRING               files in the builder, or the address of a key with KEYRING_FINGERPRINT; Debian's when not given
#   ARCHIVED=yes          MIRROR is an archive of old releases
#   OLD_KEY=yes           the key was made when SHA-1 was good enough
#
# The targets are in BUILDER_DIR. The configuration goes before them: SUITE, MIRROR, ARCHITECTURE, KEYRING and KEYRING_FINGERPRINT of the environment.

readonly DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# read_target NAME: sets and exports TARGET_ARCHITECTURE, TARGET_SUITE, TARGET_COMPONENTS, TARGET_MIRROR, TARGET_KEYRING,
# TARGET_KEYRING_FINGERPRINT, TARGET_ARCHIVED and TARGET_OLD_KEY.
read_target() {
    local file=$BUILDER_DIR/targets/$1
    [[ -f $file ]] || die "cannot build '$1'. Choose root_fs.target from: $(known_targets)."
    export TARGET_ARCHITECTURE TARGET_SUITE TARGET_COMPONENTS TARGET_MIRROR TARGET_KEYRING TARGET_KEYRING_FINGERPRINT \
        TARGET_ARCHIVED TARGET_OLD_KEY
    TARGET_SUITE=${SUITE:-$(target_says SUITE)}
    TARGET_COMPONENTS=$(target_says COMPONENTS)
    TARGET_MIRROR=${MIRROR:-$(target_says MIRROR)}
    # What Debian's own mirrors have is kept up to date.
    TARGET_ARCHIVED=
    [[ $TARGET_MIRROR == debian ]] || TARGET_ARCHIVED=$(target_says ARCHIVED)
    TARGET_OLD_KEY=$(target_says OLD_KEY)
    choose_architecture "$1"
    choose_keyring
}

known_targets() {
    find "$BUILDER_DIR/targets" -type f -printf '%f\n' | sort | paste --serial --delimiters , | sed 's/,/, /g'
}

# target_says NAME: prints what the target's file sets NAME to, or nothing. Reads read_target's variable file.
target_says() {
    sed -nE "s/^$1=(\"?)(.*)\1$/\2/p" "$file"
}

# choose_architecture TARGET: sets TARGET_ARCHITECTURE.
choose_architecture() {
    local known
    known=$(target_says ARCHITECTURES)
    TARGET_ARCHITECTURE=${ARCHITECTURE:-${known%% *}}
    [[ " $known " == *" $TARGET_ARCHITECTURE "* ]] ||
        die "the target $1 is not for $TARGET_ARCHITECTURE. Choose root_fs.architecture from: ${known// /, }; or leave it empty."
}

# choose_keyring: sets TARGET_KEYRING and TARGET_KEYRING_FINGERPRINT, reads TARGET_MIRROR. A fingerprint belongs to its key: one
# of the target's is none of the configuration's.
choose_keyring() {
    if [[ -n ${KEYRING:-} ]]; then
        TARGET_KEYRING=$KEYRING TARGET_KEYRING_FINGERPRINT=${KEYRING_FINGERPRINT:-}
        [[ $KEYRING != *://* || -n $TARGET_KEYRING_FINGERPRINT ]] ||
            die "a key from $KEYRING is not used unless its fingerprint is known. Set root_fs.keyring_fingerprint."
        [[ $KEYRING == *://* || -f $KEYRING ]] ||
            die "there is no keyring $KEYRING in the builder. Name one of $(echo /usr/share/keyrings/*-keyring.gpg) in root_fs.keyring, or the address of a key."
    elif [[ $TARGET_MIRROR == debian ]]; then
        TARGET_KEYRING=$DEBIAN_KEYRING TARGET_KEYRING_FINGERPRINT=
    else
        TARGET_KEYRING=$(target_says KEYRING)
        TARGET_KEYRING=${TARGET_KEYRING:-$DEBIAN_KEYRING}
        TARGET_KEYRING_FINGERPRINT=$(target_says KEYRING_FINGERPRINT)
    fi
}

# check_emulation ARCHITECTURE: the programs of the new tree run while its packages are set up.
check_emulation() {
    arch-test "$1" >/dev/null 2>&1 ||
        die "programs for $1 do not run on this machine: no binfmt_misc handler with flag F (fix binary) is registered for them. Run 'npm run setup' in the workspace on the machine of the Docker engine, then build again."
}
