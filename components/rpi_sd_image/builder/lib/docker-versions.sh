# shellcheck shell=bash
# Which versions of Docker there are: Debian's (docker.io, docker-compose), and those that Docker itself publishes for Debian
# (docker-ce, docker-compose-plugin). Docker's repository is asked for what Debian does not have, and for nothing else.
#
#   DOCKER_REPOSITORY               its address; beside its dists/ it has the key, gpg
#   DOCKER_REPOSITORY_FINGERPRINT   the key's

# choose_version ROOT FIELD WANTED PACKAGE...: prints PACKAGE=VERSION, the newest version that starts with WANTED of the first
# PACKAGE that has one.
choose_version() {
    local root=$1 field=$2 wanted=$3 package version
    shift 3
    for package in "$@"; do
        ! is_dockers_own "$package" || add_docker_repository "$root" "$field $wanted"
        version=$(versions_of "$package" | newest_that_starts_with "$wanted")
        if [[ -n $version ]]; then
            echo "$package=$version"
            return
        fi
    done
    die "there is no $field $wanted. To be had: $(list_versions "$@"); or say latest."
}

is_dockers_own() {
    [[ $1 == docker-ce || $1 == docker-compose-plugin || $1 == containerd.io ]]
}

# versions_of PACKAGE: the newest first. If the build is locked, and the package in the lock, only that version, if it is there.
versions_of() {
    local locked
    locked=$(locked package "$1")
    apt-cache madison "$1" | awk -v locked="$locked" '!seen[$3]++ && (locked == "" || $3 == locked) { print $3 }'
}

# newest_that_starts_with WANTED: prints the first such line. "26.1" is for 26.1.5, not for 26.10; an epoch ("5:") need not
# be said.
newest_that_starts_with() {
    local wanted=$1 version form found=
    [[ $wanted != latest ]] || wanted=
    # To the end: who writes the lines must not find nobody listening.
    while read -r version; do
        for form in "$version" "${version#*:}"; do
            [[ -n $wanted && $form != "$wanted" && $form != "$wanted"[^0-9]* ]] || found=${found:-$version}
        done
    done
    echo "$found"
}

# list_versions PACKAGE...
list_versions() {
    local package separator=
    for package in "$@"; do
        printf '%s%s of %s' "$separator" "$(versions_of "$package" | paste --serial --delimiters , | sed 's/,/, /g')" "$package"
        separator='; '
    done
}

# add_docker_repository ROOT WANTED: makes Docker's repository one of the root's sources. It stays, key and all, so that the
# board gets updates from where its Docker is from.
add_docker_repository() {
    local root=$1 wanted=$2 source=$1/etc/apt/sources.list.d/docker.sources key=$SCRATCH/docker-repository.asc
    [[ ! -e $source ]] || return 0
    step "Looking for $wanted in $DOCKER_REPOSITORY"
    fetch_key "$DOCKER_REPOSITORY/gpg" "$DOCKER_REPOSITORY_FINGERPRINT" "$key"
    apt_source "$DOCKER_REPOSITORY" "$(sed -n 's/^VERSION_CODENAME=//p' "$root/usr/lib/os-release")" stable \
        "$(inline_key "$key")" >"$source"
    apt-get update --option Dir::Etc::sourcelist="$source" --option Dir::Etc::sourceparts=/dev/null \
        --option APT::Get::List-Cleanup=false >&3 ||
        die "$DOCKER_REPOSITORY, which was asked because Debian has no $wanted, cannot be read, or is not signed with the key of rpi_sd_image.docker_repository_fingerprint. The lines above say why."
}
