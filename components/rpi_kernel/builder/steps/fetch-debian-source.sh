# shellcheck shell=bash disable=SC2034,SC2154  # kernel_source, work: see build.sh

# fetch_debian_source PACKAGE: sets kernel_source to the unpacked source of a Debian package linux-source-*.
# apt checks what it downloads against the mirror's signed index. The tree stays in the cache under the package's version.
fetch_debian_source() {
    local package=$1 version
    [[ $package =~ ^linux-source-[0-9.]+$ ]] ||
        die "kernel_repo names the package '$package'. Use deb:linux-source-<version>, deb:linux-image-<flavour> or a git URL."

    step "Downloading the source, Debian's $package"
    apt_refresh
    version=$(candidate_version "$package")
    # One tree takes 1.7 GB, so that only the newest is kept.
    HYPRIOTKIT_CACHE_KEEP=1
    kernel_source=$(cached "source-$(sha256sum <<<"$package=$version" | cut -c 1-16)" unpack_debian_source "$package=$version")
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
    mkdir -p "$2"
    # apt downloads as its own user, which has to be let in.
    chown _apt "$2"
    (cd "$2" && apt-get download "$1") || die "the Debian package $1 could not be downloaded. Try again later, the mirror may be in the middle of an update."
}

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
