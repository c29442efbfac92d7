# shellcheck shell=bash

# fetch_debian_source PACKAGE: sets kernel_source to the unpacked source of a Debian package linux-source*.
# apt checks what it downloads against the mirror's signed index. The tree stays in the cache under the package's version.
fetch_debian_source() {
    local package=$1 version key
    step "Looking for Debian's $package${APT_SUITE:+ in $APT_SUITE}"
    apt_refresh
    package=$(real_source "$package")
    version=$(candidate_version "$package")
    step "Downloading the source, $package $version"
    key=source-$(sha256sum <<<"$package=$version" | cut -c 1-16)
    # One tree takes 1.7 GB, so that only the newest is kept.
    kernel_source=$(HYPRIOTKIT_CACHE_KEEP=1 cached "$key" unpack_debian_source "$package=$version")
}

# unpack_debian_source PACKAGE=VERSION TREE: downloads to a folder of work.
unpack_debian_source() {
    local package=$1 tree=$2 download=$work/download
    download_package "$package" "$download"
    step "Unpacking the source"
    dpkg-deb --extract "$download"/*.deb "$download/package"
    mkdir "$tree"
    tar --extract --directory "$tree" --strip-components 1 --no-same-owner \
        --use-compress-program "xz --threads=$HYPRIOTKIT_JOBS" --file "$download"/package/usr/src/linux-source-*.tar.xz
    rm -rf "$download"
}
