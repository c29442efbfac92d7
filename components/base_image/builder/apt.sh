# shellcheck shell=bash
# How the builders configure apt, and what they have it do. Comes with builder.sh.

# apt.conf of the base image: options that every apt of a builder has.
APT_OPTIONS=/etc/apt/apt.conf.d/90hypriotkit
# How they reach the network. It says nothing about what they get there, and never becomes part of what they make.
APT_NETWORK=/etc/apt/apt.conf.d/92hypriotkit-network

# apt_refresh: reads the package indexes of the Debian mirror. apt itself tries again where that may help.
apt_refresh() {
    apt-get update || die "the package indexes of the Debian mirror could not be read${APT_SUITE:+, or it has no suite $APT_SUITE}. The lines above say why."
}

# apt_download PACKAGE[=VERSION] DIR: puts the package into DIR without installing it, and records it. Fails when it cannot be had.
apt_download() {
    # Also where failures are looked at, as after ||, nothing is fetched that is not locked.
    note_packages <<<"$(apt_chosen "$1")" || exit
    mkdir -p "$2" && (cd "$2" && apt-get download "$1")
}

# apt_chosen PACKAGE[=VERSION]: prints NAME VERSION ARCHITECTURE of what apt takes for it, or nothing.
apt_chosen() {
    { apt-cache show --no-all-versions "$1" 2>/dev/null || true; } | awk '
        !seen[$1]++ && /^(Package|Version|Architecture): / { value[$1] = $2 }
        END { if ("Package:" in value) print value["Package:"], value["Version:"], value["Architecture:"] }'
}

# apt_fetch URL FILE [HASH]: downloads any file with apt's own client, which tries again and checks, and records it.
apt_fetch() {
    /usr/lib/apt/apt-helper download-file "$@" >&3 || return
    # What is on this machine is the user's.
    [[ $1 == file:* ]] ||
        note_input download "$(without_credentials <<<"$1")" - - "$(sha256sum <"$2" | cut --characters 1-64)"
}

# apt_source_files: prints the builder's own.
apt_source_files() {
    find /etc/apt/sources.list /etc/apt/sources.list.d -type f ! -name 'hypriotkit-*' 2>/dev/null
}

# apt_component NAME: has the builder's own sources, in the one-line form or in deb822, take in a component of the archive.
apt_component() {
    local source_files
    mapfile -t source_files < <(apt_source_files)
    sed -i -E "/ $1( |\$)/! s/^(deb .*|Components:.*)\$/\1 $1/" "${source_files[@]}"
}

# apt_suite SUITE: has the builder's apt read a suite, such as trixie-backports, from the mirror that its own release comes from,
# and prefer what it has. Sets APT_SUITE.
apt_suite() {
    local release source_files
    APT_SUITE=$1
    release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    mapfile -t source_files < <(apt_source_files)
    grep --quiet --extended-regexp "^(deb |Suites:).* $APT_SUITE( |\$)" "${source_files[@]}" ||
        sed -i -E -e "/^deb .* $release /{ p; s/ $release / $APT_SUITE / }" \
            -e "s/^(Suites:.*) $release( .*)?\$/& $APT_SUITE/" "${source_files[@]}"
    echo "APT::Default-Release \"$APT_SUITE\";" >/etc/apt/apt.conf.d/93hypriotkit-suite
}

# apt_candidate PACKAGE: prints the version that apt would install; with APT_SUITE, only one that is in this suite. Fails, and says
# nothing, if there is none.
apt_candidate() {
    local version
    version=$(apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n 's/^Version: //p') || true
    [[ -n $version ]] || return 1
    # "name | version | uri suite/component architecture Packages"
    [[ -z ${APT_SUITE:-} ]] || apt-cache madison "$1" |
        awk -F ' *[|] *' -v version="$version" -v suite=" $APT_SUITE/" \
            '$2 == version && index($3, suite) { found = 1 } END { exit !found }' || return 1
    echo "$version"
}

# apt_source URI SUITE COMPONENTS SIGNED_BY [LINE...]: prints a source in deb822 format. SIGNED_BY names files, or is what
# inline_key prints. LINEs are more fields of it.
apt_source() {
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n' "${@:1:3}"
    (($# < 5)) || printf '%s\n' "${@:5}"
    printf 'Signed-By: %s\n' "$4"
}

# apt_configuration ARCHITECTURE: prints the configuration of an apt that works for another system. Standard input has the
# options of its own, its folders first of all. With APT_CONFIG, apt commands use it.
apt_configuration() {
    cat <<END
#include "$APT_OPTIONS";
#include "$APT_NETWORK";
$(! is_locked_build || echo "#include \"$APT_LOCK\";")
#clear APT::Architectures;
APT::Architecture "$1";
APT::Architectures { "$1"; };
END
    cat
}
