# shellcheck shell=bash
# A compose project that is up after the first boot.
#
#   COMPOSE_SOURCE    a compose file, or a folder that has one and what it refers to (COMPOSE_FILE is a word of Compose itself)

# Where the executor puts it (`files` in the schema).
readonly COMPOSE_INPUT=/workspace/compose
readonly COMPOSE_PROJECT=/etc/hypriotos/compose
readonly COMPOSE_NAMES=(compose.yaml compose.yml docker-compose.yaml docker-compose.yml)

# add_compose_project ROOT
add_compose_project() {
    local root=$1 given
    [[ -n ${COMPOSE_SOURCE:-} ]] || return 0
    # All that is there; a path such as . says nothing of its name.
    given=$(find "$COMPOSE_INPUT" -mindepth 1 -maxdepth 1)
    step "Adding the compose project of $COMPOSE_SOURCE"
    install --directory "$root$COMPOSE_PROJECT"
    if [[ -d $given ]]; then
        cp --recursive --preserve=mode "$given/." "$root$COMPOSE_PROJECT"
        has_compose_file "$root$COMPOSE_PROJECT" ||
            die "the folder $COMPOSE_SOURCE has no compose file. Name it one of: ${COMPOSE_NAMES[*]}."
    else
        install -m 644 "$given" "$root$COMPOSE_PROJECT/compose.yaml"
    fi
    check_compose_project "$root"
}

has_compose_file() {
    local name
    for name in "${COMPOSE_NAMES[@]}"; do
        [[ ! -f $1/$name ]] || return 0
    done
    return 1
}

# check_compose_project ROOT: as the board's own Compose reads it. What keeps a service from starting is warned of.
check_compose_project() {
    local root=$1 project=$SCRATCH/compose.json active service
    compose_config "$root" --profile '*' config --format json >"$project"
    active=$(compose_config "$root" config --services)
    warn_of_variables "$SCRATCH/compose-said"
    while IFS= read -r service; do
        check_service "$root" "$project" "$service" "$active"
    done < <(jq --raw-output '.services // {} | keys[]' "$project")
    warn_of_files "$root" "$project"
    warn_of_external "$project"
}

# warn_of_files ROOT PROJECT: of files that services are to have from the board, and that are not there. In the place of one that
# is mounted, Docker makes a folder.
warn_of_files() {
    local root=$1 service path what name
    while IFS=$'\x1f' read -r service path; do
        [[ -e $root$path ]] ||
            warn "The service $service cannot use ${path#"$COMPOSE_PROJECT/"}, which is not in the system: Docker makes a folder of that name. Have rpi_sd_image.compose_file name a folder with the compose file and with all that it mounts."
    done < <(jq --raw-output '
        .services // {} | to_entries[] | .key as $service | .value.volumes // [] | .[] | select(.type == "bind")
        # A folder may be made by Docker, and is often meant to be.
        | select([.source, .target] | map(split("/")[-1]) | any(test("^.+[.][A-Za-z0-9]+$")))
        | select(.source | startswith("/dev") or startswith("/proc") or startswith("/run") or startswith("/sys") or startswith("/var/run") | not)
        | [$service, .source] | join("\u001f")' "$2")
    while IFS=$'\x1f' read -r what name path; do
        [[ -e $root$path ]] ||
            warn "The ${what%s} $name cannot be used: its file ${path#"$COMPOSE_PROJECT/"} is not in the system. Have rpi_sd_image.compose_file name a folder with the compose file and this file."
    done < <(jq --raw-output '
        to_entries[] | select(.key == "secrets" or .key == "configs") | .key as $what | .value | to_entries[]
        | select(.value.file) | [$what, .key, .value.file] | join("\u001f")' "$2")
}

# warn_of_external PROJECT: of networks and volumes that Compose does not make.
warn_of_external() {
    local what name
    while IFS=$'\x1f' read -r what name; do
        warn "The project does not come up until there is the ${what%s} $name, which is external: a new system has none. Take external out of the compose file, or make it before: docker ${what%s} create $name"
    done < <(jq --raw-output '
        to_entries[] | select(.key == "networks" or .key == "volumes") | .key as $what | .value | to_entries[]
        | select(.value.external) | [$what, .value.name // .key] | join("\u001f")' "$1")
}

# compose_config ROOT ARGUMENT...
compose_config() {
    local root=$1
    # The plugin itself: docker would want devices to start it. The board has none of the variables of this builder.
    env --ignore-environment PATH="$PATH" HOME=/root \
        chroot "$root" /usr/libexec/docker/cli-plugins/docker-compose --project-directory "$COMPOSE_PROJECT" "${@:2}" \
        2>"$SCRATCH/compose-said" || {
        cat "$SCRATCH/compose-said" >&2
        die "Docker Compose cannot read $COMPOSE_SOURCE. The lines above say why."
    }
}

# warn_of_variables FILE: of those that the compose file uses, and that have no value on the board.
warn_of_variables() {
    local name
    # shellcheck disable=SC2013  # names have no blanks
    for name in $(sed --quiet 's/.*The \\*"\([A-Za-z0-9_]*\)\\*" variable is not set.*/\1/p' "$1" | sort --unique); do
        warn "The compose file uses \$$name, which has no value on the board. Set it in a file .env beside the compose file, or write \${$name:-DEFAULT}."
    done
}

# check_service ROOT PROJECT SERVICE ACTIVE: warns of what the service needs and the image does not have. Whoever starts
# a service by its profile is there to see, so that it gets a note only.
check_service() {
    local root=$1 project=$2 service=$3 active=$4 say=warn who image build policy platform
    IFS=$'\x1f' read -r image build policy platform < <(service_fields "$project" "$service")
    who="The service $service"
    if ! grep --quiet --line-regexp --fixed-strings "$service" <<<"$active"; then
        say=note
        who+=" (under its profile)"
    fi
    if [[ -n $platform && ! $platform =~ ^(linux/)?($ROOT_FS_ARCH|aarch64)(/.*)?$ ]]; then
        "$say" "$who is for the platform $platform, and the board is linux/$ROOT_FS_ARCH: it cannot start from rpi_sd_image.container_images, if it can run at all. Take platform out of the compose file."
    elif [[ -n $build ]]; then
        check_built_service "$@"
    elif [[ $image == *@* ]]; then
        "$say" "$who names $image by its digest. The board knows the images of rpi_sd_image.container_images by name and tag alone: it pulls this one, and the service does not start without a network. Write $(with_tag "$image") in the compose file, and the digest in rpi_sd_image.container_images: $(with_tag "$image")@${image#*@}"
    elif ! is_in_system "$root" "$image"; then
        if [[ $policy == never ]]; then
            "$say" "$who cannot start: pull_policy is never, and the image $image is not in rpi_sd_image.container_images. Add it there."
        else
            "$say" "$who does not start without a network: the image $image is not in rpi_sd_image.container_images, so that the board pulls it. Add it there."
        fi
    elif [[ ! ${policy:-missing} =~ ^(missing|if_not_present|never|build)$ ]]; then
        "$say" "$who does not start without a network: the image $image is in the system, but pull_policy is $policy. Take pull_policy out of the compose file."
    fi
}

# check_built_service: the same, of a service that Compose can build. It is called by check_service, whose variables it uses.
check_built_service() {
    local pull_policy=""
    [[ $policy != build ]] || pull_policy=", without pull_policy"
    if [[ $policy != build ]] && is_in_system "$root" "$image"; then
        return
    fi
    if [[ $build == /* && ! -d $root$build ]]; then
        "$say" "$who cannot be built on the board: $build is not in the system. Build the image here, for linux/$ROOT_FS_ARCH, add it to rpi_sd_image.container_images, and name it under image."
    else
        "$say" "$who is built on the board, which takes time and a network. Build the image here, for linux/$ROOT_FS_ARCH, add it to rpi_sd_image.container_images, and name it under image$pull_policy."
    fi
}

# service_fields PROJECT SERVICE: image, what it is built from, pull_policy and platform. What is built has a name by itself.
service_fields() {
    jq --raw-output --arg service "$2" '
        .name as $project | .services[$service]
        | [.image // "\($project)-\($service)", (.build | if type == "object" then .context // "a Dockerfile" else . // "" end),
           .pull_policy // "", .platform // ""]
        | join("\u001f")' "$1"
}

# is_in_system ROOT IMAGE
is_in_system() {
    local name
    name=$(name_of "$(with_tag "$2")")
    grep --quiet --line-regexp --fixed-strings "$name" "$1$IMAGES_LIST"
}

# with_tag IMAGE: its name and tag, without a digest.
with_tag() {
    local name=${1%@*}
    [[ ${name##*/} == *:* ]] || name+=:latest
    echo "$name"
}
