# shellcheck shell=bash
# Docker Machine is not in Debian: it comes as one program from its project's releases.
#
#   DOCKER_MACHINE_VERSION    a release such as 0.16.2; empty for none
#   DOCKER_MACHINE_RELEASES   address of a folder that has one for each release, such as v0.16.2

# install_docker_machine ROOT: nothing to do unless DOCKER_MACHINE_VERSION is set.
install_docker_machine() {
    local root=$1 version=${DOCKER_MACHINE_VERSION:-} program=docker-machine-Linux-aarch64 release sum
    [[ -n $version ]] || return 0
    require DOCKER_MACHINE_RELEASES
    [[ $version != latest ]] || die "docker_machine_version has to be a release, such as 0.16.2: Docker Machine is in no package index that could say which is the latest."
    release=$DOCKER_MACHINE_RELEASES/v${version#v}
    step "Installing Docker Machine $version"
    fetch_release "$release/sha256sum.txt" "$SCRATCH/sha256sum.txt"
    sum=$(awk -v program="$program" '{ sub(/^\*/, "", $2) } $2 == program { print $1 }' "$SCRATCH/sha256sum.txt")
    [[ -n $sum ]] || die "the release $version of Docker Machine has no $program."
    fetch_release "$release/$program" "$SCRATCH/$program" "SHA256:$sum"
    install -D -m 755 "$SCRATCH/$program" "$root/usr/local/bin/docker-machine"
}

# fetch_release URL FILE [HASH]
fetch_release() {
    apt_fetch "$@" ||
        die "$1 could not be downloaded. Check docker_machine_version and the network, or leave docker_machine_version empty."
}
