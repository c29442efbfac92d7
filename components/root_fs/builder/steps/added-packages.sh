# shellcheck shell=bash
# Packages that the configuration adds to Debian's. These functions read PACKAGES (a line for each: NAME, NAME=VERSION or
# NAME/SUITE), BUILDER_DIR, WORK_DIR, what read_indexes leaves there, and the TARGET_* of read_target.

# check_added_packages: dies, naming the item, if an archive lacks one.
check_added_packages() {
    local package index=0
    [[ -n ${PACKAGES:-} ]] || return 0
    while read -r package; do
        check_added_package "$package" "root_fs.packages[$index]"
        index=$((index + 1))
    done <<<"$PACKAGES"
}

# check_added_package PACKAGE FIELD
check_added_package() {
    local package=$1 field=$2 name=${1%%[=/]*} known
    grep --quiet --line-regexp --fixed-strings "$name" "$WORK_DIR/names" ||
        die "$field: there is no package $name for $TARGET_ARCHITECTURE$(suggest "$name" <"$WORK_DIR/names") Correct it in the configuration, or add the repository that has it to root_fs.repositories."
    # "name | version | uri suite/component architecture Packages"
    known=$(APT_CONFIG=$WORK_DIR/apt/apt.conf apt-cache madison "$name" | sed 's/ *| */|/g; s/^ *//')
    case $package in
        *=*)
            cut --delimiter '|' --fields 2 <<<"$known" | grep --quiet --line-regexp --fixed-strings "${package#*=}" ||
                die "$field: there is no version ${package#*=} of $name; there are $(cut -d '|' -f 2 <<<"$known" | sort -uV | xargs)."
            ;;
        */*)
            grep --quiet --fixed-strings " ${package#*/}/" <<<"$known" ||
                die "$field: ${package#*/} has no $name; it is in $(sed -E 's|.*[ ]([^ ]+)/[^ /]+ [^ ]+ Packages$|\1|' <<<"$known" | sort -u | xargs)."
            ;;
    esac
}

install_added_packages() {
    local tree=$1 packages
    [[ -n ${PACKAGES:-} ]] || return 0
    mapfile -t packages <<<"$PACKAGES"
    step "Installing ${packages[*]}"
    prepare_installation "$tree"
    # It downloads with the builder's apt, and has the tree's dpkg unpack and set up.
    APT_CONFIG=$WORK_DIR/apt/apt.conf DEBIAN_FRONTEND=noninteractive without_denials without_configuration apt-get install --yes \
        --option Dir::State::status="$tree/var/lib/dpkg/status" \
        --option Dir::State::extended_states="$tree/var/lib/apt/extended_states" \
        --option Dir::Cache::archives="$tree/var/cache/apt/archives" \
        --option Dir::Log="$WORK_DIR" \
        --option DPkg::Chroot-Directory="$tree" \
        --option DPkg::Options::=--force-unsafe-io \
        --option DPkg::Options::=--force-confdef \
        -- "${packages[@]}" >&3 ||
        die "the packages in root_fs.packages could not be installed: ${packages[*]}. The lines above say why."
    finish_installation "$tree"
}

prepare_installation() {
    local tree=$1
    add_devices "$tree"
    forbid_services "$tree"
    cp "$BUILDER_DIR/files/etc/dpkg/dpkg.cfg.d/hypriotos" "$tree/etc/dpkg/dpkg.cfg.d"
    mkdir --parents "$tree/var/cache/apt/archives/partial"
    lay_native_tools "$tree" "$TARGET_ARCHITECTURE" packages
}

finish_installation() {
    local tree=$1
    lift_native_tools "$tree"
    allow_services "$tree"
    rm -rf "$tree/var/cache/apt/archives"
}
