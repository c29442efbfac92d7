# shellcheck shell=bash

# fetch_debian_source PACKAGE: sets kernel_source to the unpacked source of a Debian package linux-source-*.
# apt checks what it downloads against the mirror's signed index. The tree stays in the cache under the package's version.
fetch_debian_source() {
    local package=$1 version key
    step "Downloading the source, Debian's $package"
    apt_refresh
    version=$(candidate_version "$package")
    key=source-$(sha256sum <<<"$package=$version" | cut -c 1-16)
    # One tree takes 1.7 GB, so that only the newest is kept.
    kernel_source=$(HYPRIOTKIT_CACHE_KEEP=1 cached "$key" unpack_debian_source "$package=$version")
}

# candidate_version PACKAGE: prints the version that apt would install.
candidate_version() {
    local version
    version=$(apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n 's/^Version: //p') || true
    [[ -n $version ]] || die "the Debian mirror has no package $1. Correct kernel_repo."
    echo "$version"
}

# download_package PACKAGE[=VERSION] FOLDER: puts the package into FOLDER without installing it.
download_package() {
    apt_download "$1" "$2" ||
        die "the Debian package $1 could not be downloaded. Try again later, the mirror may be in the middle of an update."
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
