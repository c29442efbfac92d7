# shellcheck shell=bash
# Which of Debian's packages has the kernel.

# real_source PACKAGE: prints the package with the source. linux-source is empty: it depends on the newest linux-source-<version>.
real_source() {
    local package=$1 wanted
    candidate_version "$package" >/dev/null
    wanted=$(apt-cache show --no-all-versions "$package" | sed -n 's/^Depends: //p' |
        grep --only-matching --max-count 1 --extended-regexp '^linux-source-[a-z0-9.+-]+') || true
    echo "${wanted:-$package}"
}

# candidate_version PACKAGE: prints the version that apt would install.
candidate_version() {
    apt_candidate "$1" || die "the Debian mirror has no package $1${APT_SUITE:+ in $APT_SUITE}. Correct kernel_repo."
}

# download_package PACKAGE[=VERSION] FOLDER: puts the package into FOLDER without installing it.
download_package() {
    apt_download "$1" "$2" ||
        die "the Debian package $1 could not be downloaded. Try again later, the mirror may be in the middle of an update."
}
