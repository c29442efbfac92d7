# shellcheck shell=bash
# Packages for a root file system of another architecture. apt itself (indexes, dependencies, downloads) is the builder's
# and runs at full speed; only dpkg runs inside the root, as far as possible without emulation. The root brings its own sources and keys.

# open_root ROOT: makes ROOT ready for packages. Exports APT_CONFIG: apt-get, apt-cache and apt-mark work on ROOT from here on,
# until close_root unsets it. Reads ROOT_FS_ARCH.
open_root() {
    local root=$1 architecture
    architecture=$(sed -n '/^Package: dpkg$/,/^$/s/^Architecture: //p' "$root/var/lib/dpkg/status")
    [[ $architecture == "$ROOT_FS_ARCH" ]] ||
        die "the root file system is for $architecture; this image is for $ROOT_FS_ARCH. Check what root_fs made."
    arch-test "$architecture" >/dev/null ||
        die "programs for $architecture do not run on this machine. Run \`npm run setup\`, which sets up the emulation."

    mkdir -p "$root/var/lib/apt" "$root/var/cache/apt/archives/partial" "$SCRATCH/lists/partial" "$SCRATCH/no-apt.conf.d"
    export APT_CONFIG=$SCRATCH/apt.conf DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes
    apt_configuration "$architecture" >"$APT_CONFIG" <<EOF
Binary::apt-get::APT::Keep-Downloaded-Packages "true";
Dir::Etc "$root/etc/apt";
Dir::Etc::parts "$SCRATCH/no-apt.conf.d";
Dir::State "$root/var/lib/apt";
Dir::State::lists "$SCRATCH/lists";
Dir::State::status "$root/var/lib/dpkg/status";
Dir::Cache "$root/var/cache/apt";
Dir::Cache::pkgcache "$SCRATCH/pkgcache.bin";
Dir::Cache::srcpkgcache "$SCRATCH/srcpkgcache.bin";
Dir::Log "$SCRATCH";
DPkg::Chroot-Directory "$root";
DPkg::Options { "--force-unsafe-io"; "--force-confold"; "--log=/dev/null"; };
DPkg::Use-Pty "false";
EOF
    add_devices "$root"
    forbid_services "$root"
    lay_native_tools "$root" "$ROOT_FS_ARCH" packages
}

# close_root ROOT: takes out what open_root put in and what installing left behind.
close_root() {
    local root=$1
    lift_native_tools "$root"
    allow_services "$root"
    remove_devices
    unset APT_CONFIG
    rm -rf "${root:?}"/{run,tmp}/* "$root"/var/cache/apt/archives "$root"/var/cache/ldconfig/aux-cache "$root"/var/cache/debconf/*-old
    rm -f "$root"/var/lib/dpkg/*-old "$root"/etc/{passwd,shadow,group,gshadow,subuid,subgid}- "$root"/etc/.pwd.lock
    rm -f "$root"/var/log/{alternatives,dpkg}.log
    mkdir -p "$root/var/cache/apt/archives/partial"
}

# install_packages ROOT PACKAGE...: with the archives from the cache when all of them are there.
install_packages() {
    local root=$1 archives plan simulated removed
    shift
    plan=$(apt-get install --print-uris --quiet=2 "$@") ||
        die "apt finds no way to install $* in the root file system."
    simulated=$(apt-get install --simulate "$@")
    removed=$(sed --quiet --regexp-extended 's/^Remv ([^ ]+) .*/\1/p' <<<"$simulated" | sort --unique | paste --serial --delimiters ' ')
    [[ -z $removed ]] ||
        die "installing $* would remove $removed from the root file system: they exclude each other. Take these out of root_fs.packages. Docker's own packages come with a version in rpi_sd_image.docker_engine_version that Debian does not have, such as 5:28."
    planned_packages <<<"$simulated" | note_packages
    archives=$(cached "packages-$(sha256sum <<<"$plan" | cut -c 1-16)" download_packages "$root" "$@")
    step "Installing the packages"
    cp "$archives"/*.deb "$root/var/cache/apt/archives"
    # Maintainer scripts get nothing of the configuration, such as its secrets.
    without_denials env --ignore-environment PATH="$PATH" LC_ALL="$LC_ALL" APT_CONFIG="$APT_CONFIG" DEBIAN_FRONTEND="$DEBIAN_FRONTEND" \
        DEBCONF_NOWARNINGS="$DEBCONF_NOWARNINGS" SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
        apt-get install --yes --quiet=2 --no-download "$@" ||
        die "installing $* in the root file system failed. The lines above say why."
}

# download_packages ROOT PACKAGE... DIR
download_packages() {
    local root=$1 directory=${!#}
    step "Downloading the packages"
    apt-get install --yes --quiet=2 --download-only "${@:2:$#-2}" ||
        die "the packages could not be downloaded. Check the network and the disk space, then build again."
    mkdir "$directory"
    mv "$root"/var/cache/apt/archives/*.deb "$directory"
}
