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

# check_compose_project ROOT: as the board's own Compose reads it. Images that it would have to pull are said.
check_compose_project() {
    local root=$1 images image
    # The plugin itself: docker would want devices to start it.
    images=$(chroot "$root" /usr/libexec/docker/cli-plugins/docker-compose --project-directory "$COMPOSE_PROJECT" config --images) ||
        die "Docker Compose cannot read $COMPOSE_SOURCE. The lines above say why."
    while IFS= read -r image; do
        [[ -z $image ]] || grep --quiet --line-regexp --fixed-strings "$(name_of "$image")" "$root$IMAGES_LIST" ||
            echo "The image $image is not in rpi_sd_image.container_images: the board pulls it at its first boot."
    done <<<"$images"
}
