# shellcheck shell=bash
# Container images that the system has without a network: they lie in it as one archive, as `docker save` makes them, and
# are loaded at the first boot.
#
#   CONTAINER_IMAGES    one a line: a reference, with http:// before it where the registry has no TLS, or the name of an archive

# Where the executor puts archives (`files` in the schema).
readonly ARCHIVES=/workspace/container_images
# Credentials of registries, if there are any.
readonly AUTH_FILE=/run/hypriotkit/auth.json
readonly IMAGES_LIST=/usr/share/hypriotos/container-images
readonly IMAGES_ARCHIVE=/var/lib/hypriotos/container-images.tar

# add_container_images ROOT
add_container_images() {
    local root=$1 unpacked=$SCRATCH/container-images item
    mkdir -p "$unpacked/layers" "$root${IMAGES_LIST%/*}" "$root${IMAGES_ARCHIVE%/*}"
    : >"$root$IMAGES_LIST"
    while IFS= read -r item; do
        [[ -n $item ]] || continue
        if [[ $item =~ \.(tar|tgz|tar\.(gz|xz|zst))$ ]]; then
            add_archive "$ARCHIVES/$(basename "$item")" "$unpacked" "$root$IMAGES_LIST"
        else
            add_reference "$item" "$unpacked" "$root$IMAGES_LIST"
        fi
    done <<<"${CONTAINER_IMAGES:-}"
    [[ -s $root$IMAGES_LIST ]] || return 0
    sort --unique --output "$root$IMAGES_LIST"{,}
    pack_images "$unpacked" "$root$IMAGES_ARCHIVE"
}

# add_archive FILE UNPACKED LIST: every image in an archive of `docker save`.
add_archive() {
    local file=$1 archive=$SCRATCH/archive.tar names name known
    step "Adding the images of $(basename "$file")"
    # To skopeo, what follows a colon is no part of the path.
    ln --symbolic --force "$file" "$archive"
    names=$(skopeo list-tags "docker-archive:$archive" | jq --raw-output '.Tags[]') ||
        die "$(basename "$file") is no archive of docker save. Make it with: docker save --output FILE NAME"
    # What has no name is listed by its place, as @0.
    [[ -n $names && $names != *@* ]] || die "an image in $(basename "$file") has no name. Save it by its name: docker save --output FILE NAME:TAG"
    while IFS= read -r name; do
        known=$(name_of "$name")
        add_image "docker-archive:$archive:$name" "$known" "$2" "$3"
    done <<<"$names"
}

# add_reference REFERENCE UNPACKED LIST: an image of a registry. A tag may move: what it points to now is what is taken.
add_reference() {
    local item=$1 reference name digest archive options=()
    reference=${item#http://}
    [[ $item == "$reference" ]] || options=(--tls-verify=false)
    [[ ! -e $AUTH_FILE ]] || options+=(--authfile "$AUTH_FILE")
    name=$(name_of "$reference")
    step "Asking for $reference"
    digest=${reference#*@}
    [[ $reference == *@* ]] || digest=$(locked image "$name")
    [[ -n $digest ]] || digest=$(registry inspect --no-tags --format '{{.Digest}}' "${options[@]}" "docker://$name") ||
        die "the registry has no $reference, or does not answer. Check rpi_sd_image.container_images and the network."
    note_input image "$name" "$digest"
    archive=$(cached "image-$(hash_of "$name")-$(hash_of "$digest").tar" \
        fetch_image "${name%:*}@$digest" "$name" "${options[@]/#--/--src-}")
    add_image "docker-archive:$archive:$name" "$name" "$2" "$3"
    # For the documents of the contents: an archive does not say it.
    echo "$name $digest" >>"$SCRATCH/image-digests"
}

# name_of REFERENCE: the name that the board knows the image by, as docker image ls shows it: with its tag, without digest.
name_of() {
    local name=${1%@*}
    if [[ ${name##*/} != *:* ]]; then
        [[ $1 != *@* ]] || die "$1 has a digest and no tag: the board would have no name for it. Write NAME:TAG@sha256:..."
        name+=:latest
    fi
    name=${name#index.docker.io/} name=${name#docker.io/} name=${name#library/}
    echo "$name"
}

# fetch_image REFERENCE NAME OPTION... FILE
fetch_image() {
    local reference=$1 name=$2 file=${!#}
    step "Fetching $name"
    registry copy --quiet "${@:3:$#-3}" "docker://$reference" "docker-archive:$file:$name" || {
        [[ -z $(locked image "$name") ]] || die_unlocked "image $name: ${reference#*@} is locked, and the registry does not give it"
        die "$name could not be fetched for arm64. The lines above say why."
    }
}

# registry COMMAND...: skopeo, for the board instead of this machine.
registry() {
    skopeo --override-os linux --override-arch "$ROOT_FS_ARCH" "$1" --retry-times 3 "${@:2}"
}

# add_image SOURCE NAME UNPACKED LIST: lays its layers beside those of the others, each of them once.
add_image() {
    local source=$1 name=$2 unpacked=$3 list=$4 platform single=$SCRATCH/single-image
    platform=$(skopeo inspect --config "$source" | jq --raw-output '"\(.os)/\(.architecture)"')
    [[ $platform == "linux/$ROOT_FS_ARCH" ]] ||
        die "the image $name is for $platform and does not run on the board. Build or pull it with --platform linux/$ROOT_FS_ARCH."
    # Whatever form and compression it has, it becomes an archive with plain layers, whose sizes are those on the board.
    rm -rf "$single"{,.tar}
    skopeo copy --quiet "$source" "docker-archive:$single.tar:$name" || die "the image $name could not be read. The lines above say why."
    mkdir "$single"
    tar --extract --file "$single.tar" --directory "$single"
    cp "$single/manifest.json" "$unpacked/$(hash_of "$name").manifest"
    find "$single" -maxdepth 1 -type f ! -name manifest.json ! -name repositories -exec mv --target-directory "$unpacked/layers" {} +
    rm -rf "$single"{,.tar}
    echo "$name" >>"$list"
}

# pack_images UNPACKED FILE
pack_images() {
    local unpacked=$1 file=$2
    jq --slurp add "$unpacked"/*.manifest >"$unpacked/layers/manifest.json"
    tar --create --file "$file" --directory "$unpacked/layers" --sort=name --owner=0 --group=0 --numeric-owner \
        --mtime="@$SOURCE_DATE_EPOCH" .
    rm -rf "$unpacked"
    note "The container images take $(megabytes_of "$file") MB, and once more as much when they are loaded."
}

# hash_of TEXT
hash_of() {
    sha256sum <<<"$1" | cut -c 1-16
}

# megabytes_of FILE
megabytes_of() {
    du --apparent-size --block-size=1M "$1" | cut -f 1
}
