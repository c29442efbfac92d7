# shellcheck shell=bash
# The target's apt sources: those that its packages come from, and those that the board finds in /etc/apt. These functions
# read WORK_DIR and the TARGET_* of read_target.

# target_sources: prints them in deb822 format.
target_sources() {
    local uri suite signed_by more=()
    signed_by=$(signed_by)
    [[ $TARGET_ARCHIVED != yes ]] || more=('Check-Valid-Until: no')
    while read -r uri suite; do
        apt_source "$uri" "$suite" "$TARGET_COMPONENTS" "$signed_by" "${more[@]}"
        echo
    done < <(target_suites)
}

# target_suites: prints "URI SUITE" for each suite that the target is made from.
target_suites() {
    if [[ $TARGET_MIRROR == debian ]]; then
        mirrored_suites
    else
        echo "$TARGET_MIRROR $TARGET_SUITE"
    fi
}

# mirrored_suites: prints "URI SUITE" for the target's suite, its security updates and its updates, from the mirror that
# the builder's own apt uses.
mirrored_suites() {
    local own
    own=$(release_of_builder)
    apt-get update --print-uris | without_snapshot |
        sed -nE "s|^'(.*)/dists/$own(-[a-z]+)?/InRelease'.*|\1 $TARGET_SUITE\2|p" |
        sort --unique --key=2,2
}

# release_of_builder: prints its codename, such as trixie.
release_of_builder() {
    sed -n 's/^VERSION_CODENAME=//p' /etc/os-release
}

# signed_by: prints files that the tree has too, or a key itself.
signed_by() {
    if [[ $TARGET_KEYRING == *://* ]]; then
        fetch_key "$TARGET_KEYRING" "$TARGET_KEYRING_FINGERPRINT" "$WORK_DIR/archive-key.asc"
        inline_key "$WORK_DIR/archive-key.asc"
    else
        echo "$TARGET_KEYRING"
    fi
}

# allow_old_key: APT refuses keys that vouch for themselves with SHA-1, which was usual when theirs was made. Here the
# fingerprint vouches for the key; the archive's own signatures still have to be of today's kind. Exports
# APT_SEQUOIA_CRYPTO_POLICY, which every apt from here on goes by, and keep_keys reads.
allow_old_key() {
    export APT_SEQUOIA_CRYPTO_POLICY=$WORK_DIR/policy
    sed 's/^sha1.second_preimage_resistance *=.*/sha1.second_preimage_resistance = "always"/' \
        /usr/share/apt/default-sequoia.config >"$APT_SEQUOIA_CRYPTO_POLICY"
}

# keep_keys TREE: the board gets what its apt needs to believe these sources.
keep_keys() {
    local tree=$1 keyring
    for keyring in $TARGET_KEYRING; do
        [[ $keyring == *://* || -e $tree$keyring ]] || install -D --mode=644 "$keyring" "$tree$keyring"
    done
    [[ $TARGET_OLD_KEY != yes ]] ||
        install -D --mode=644 "$APT_SEQUOIA_CRYPTO_POLICY" "$tree/etc/crypto-policies/back-ends/apt-sequoia.config"
}
