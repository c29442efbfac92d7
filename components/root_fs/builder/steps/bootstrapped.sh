# shellcheck shell=bash
# The tree as its packages leave it: Debian's, and those of the configuration on top. Both take minutes and depend on few
# things, so each is cached. These functions read BUILDER_DIR, TARGET, REPOSITORIES and the TARGET_* of read_target.

# unpack_tree_with_packages TREE
unpack_tree_with_packages() {
    local tree=$1 suites bootstrap entry
    suites=$(target_suites)
    [[ -n $suites ]] ||
        die "the base image names no mirror for Debian $TARGET_SUITE in its apt sources. Check /etc/apt in base_image."

    bootstrap=$(bootstrap_key "$suites")
    if [[ -z ${PACKAGES:-}${REPOSITORIES:-} ]]; then
        entry=$(cached "$bootstrap" "$BUILDER_DIR/bootstrap.sh")
    else
        entry=$(cached "$(packages_key "$bootstrap")" "$BUILDER_DIR/add-packages.sh" "$bootstrap")
    fi
    step "Unpacking the Debian tree"
    unpack_tree "$entry" "$tree"
}

# bootstrap_key SUITES: prints the tree's key in the cache. Its hash covers what the tree is made of and what makes it. A key of
# an archive is known by its fingerprint.
bootstrap_key() {
    local hash
    hash=$(
        {
            echo "$1"
            declare -p "${!TARGET_@}"
            cat "$BUILDER_DIR"/{packages,bootstrap.sh} "$BUILDER_DIR"/steps/{sources,packages,tree}.sh \
                "$BUILDER_DIR/files/etc/dpkg/dpkg.cfg.d/hypriotos" "$APT_OPTIONS" /usr/local/lib/hypriotkit/{apt,emulation,keys}.sh "$NATIVE_TOOLS"
        } | sha256sum | cut -c 1-16
    )
    echo "bootstrap_${TARGET//-/_}-$hash.tar.zst"
}

# packages_key BOOTSTRAP_KEY: prints the key of that tree with the packages of the configuration.
packages_key() {
    local hash
    hash=$(
        {
            echo "$1" "${REPOSITORIES:-}" "${PACKAGES:-}"
            cat "$BUILDER_DIR"/add-packages.sh "$BUILDER_DIR"/steps/{added-packages,repositories,running}.sh
        } | sha256sum | cut -c 1-16
    )
    echo "packages_${TARGET//-/_}-$hash.tar.zst"
}
