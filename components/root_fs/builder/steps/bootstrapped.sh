# shellcheck shell=bash
# The tree as its packages leave it. It takes minutes and depends on few things, so it is cached.

unpack_bootstrapped_tree() {
    local tree=$1 sources entry
    sources=$(debian_sources)
    [[ -n $sources ]] ||
        die "the base image names no mirror for Debian $TARGET_SUITE in its apt sources. Check /etc/apt in base_image."

    entry=$(cached "$(bootstrap_key "$sources")" "$BUILDER_DIR/bootstrap.sh" "$sources")
    step "Unpacking the Debian tree"
    mkdir "$tree"
    tar --extract --file "$entry" --directory "$tree" --numeric-owner --xattrs --xattrs-include='*'
}

# The hash covers what the tree is made of and what makes it.
bootstrap_key() {
    local hash
    hash=$(
        {
            echo "$TARGET_ARCHITECTURE $TARGET_SUITE $TARGET_COMPONENTS" "$1"
            cat "$BUILDER_DIR"/{packages,bootstrap.sh,native-tools.sh} "$BUILDER_DIR/files/etc/dpkg/dpkg.cfg.d/hypriotos"
        } | sha256sum | cut -c 1-16
    )
    echo "bootstrap_${BUILD_ARCH}_$VARIANT-$hash.tar.zst"
}
