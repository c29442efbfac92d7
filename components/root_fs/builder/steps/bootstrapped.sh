# shellcheck shell=bash
# The tree as its packages leave it. It takes minutes and depends on few things, so it is cached. These functions read
# BUILDER_DIR, TARGET and the TARGET_* of read_target.

unpack_bootstrapped_tree() {
    local tree=$1 suites entry
    suites=$(target_suites)
    [[ -n $suites ]] ||
        die "the base image names no mirror for Debian $TARGET_SUITE in its apt sources. Check /etc/apt in base_image."

    entry=$(cached "$(bootstrap_key "$suites")" "$BUILDER_DIR/bootstrap.sh")
    step "Unpacking the Debian tree"
    mkdir "$tree"
    tar --extract --file "$entry" --directory "$tree" --numeric-owner --xattrs --xattrs-include='*'
}

# bootstrap_key SUITES: prints the tree's key in the cache. Its hash covers what the tree is made of and what makes it. A key of
# an archive is known by its fingerprint.
bootstrap_key() {
    local hash
    hash=$(
        {
            echo "$1"
            declare -p "${!TARGET_@}"
            cat "$BUILDER_DIR"/{packages,bootstrap.sh,native-tools.sh} "$BUILDER_DIR"/steps/{sources,packages,locale}.sh \
                "$BUILDER_DIR/files/etc/dpkg/dpkg.cfg.d/hypriotos" "$APT_OPTIONS" /usr/local/lib/hypriotkit/{apt,keys}.sh
        } | sha256sum | cut -c 1-16
    )
    echo "bootstrap_${TARGET//-/_}-$hash.tar.zst"
}
