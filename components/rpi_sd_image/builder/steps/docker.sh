# shellcheck shell=bash
# Docker Engine, Compose and Buildx, from Debian or from Docker itself.

# install_docker ROOT: the functions that choose share its variables packages, engine and compose.
install_docker() {
    local root=$1 packages engine compose
    step "Reading the package indexes"
    open_root "$root"
    apt_refresh
    choose_engine "$root"
    choose_compose "$root"
    add_buildx "$root"
    # By now, also the one that Docker's own is from.
    note_archives "$root"

    step "Installing Docker $engine and Compose $compose"
    # Without AppArmor's parser Docker says that it confines containers, and does not.
    install_packages "$root" "${packages[@]}" iptables nftables ca-certificates apparmor
    drop_idle_profiles "$root"
    let_first_user_use_docker "$root"
    close_root "$root"

    add_docker_files "$root"
    install_docker_machine "$root"
}

# choose_engine ROOT: sets engine to its version, and packages to what it consists of.
choose_engine() {
    local chosen
    chosen=$(choose_version "$1" docker_engine_version "${DOCKER_ENGINE_VERSION:-latest}" docker.io docker-ce)
    engine=${chosen#*=}
    if is_dockers_own "${chosen%%=*}"; then
        [[ ${RUNC_VERSION:-latest} == latest ]] ||
            die "there is no runc $RUNC_VERSION for docker-ce $engine: Docker's own runc comes in containerd.io. Leave runc_version at latest, and choose containerd_version."
        packages=("$chosen" "docker-ce-cli=$engine")
        choose_part "$1" containerd_version "${CONTAINERD_VERSION:-latest}" containerd.io
    else
        packages=("$chosen" "docker-cli=$engine")
        choose_part "$1" containerd_version "${CONTAINERD_VERSION:-latest}" containerd
        choose_part "$1" runc_version "${RUNC_VERSION:-latest}" runc
    fi
}

# choose_part ROOT FIELD WANTED PACKAGE: adds PACKAGE in that version to packages.
choose_part() {
    local chosen
    chosen=$(choose_version "$@")
    packages+=("$chosen")
}

# choose_compose ROOT: sets compose to its version, and adds it to packages. It is first looked for where the engine is from.
choose_compose() {
    local chosen candidates=(docker-compose docker-compose-plugin)
    [[ ${packages[0]} != docker-ce=* ]] || candidates=(docker-compose-plugin docker-compose)
    chosen=$(choose_version "$1" docker_compose_version "${DOCKER_COMPOSE_VERSION:-latest}" "${candidates[@]}")
    compose=${chosen#*=}
    packages+=("$chosen")
}

# add_buildx ROOT: adds what `docker build` needs for BuildKit to packages, from where the engine is, unless root_fs has it already:
# Debian's package and Docker's own have the same file. Old releases have none.
add_buildx() {
    local package=docker-buildx
    [[ ! -e $1/usr/libexec/docker/cli-plugins/docker-buildx ]] || return 0
    [[ ${packages[0]} != docker-ce=* ]] || package=docker-buildx-plugin
    [[ -z $(versions_of "$package") ]] || packages+=("$package")
}

# drop_idle_profiles ROOT: takes out the profiles that AppArmor's package brings for a hundred programs of desktops and
# servers: a board would compile them for a minute at its first boot. Docker makes its own. What other packages bring, and
# people write, is loaded at boot; dpkg does not put back what was removed from /etc.
drop_idle_profiles() {
    local root=$1 path
    while IFS= read -r path; do
        [[ ! -f $root$path ]] || rm "$root$path"
    done < <(grep -E '^/etc/apparmor\.d/[^/]+$' "$root/var/lib/dpkg/info/apparmor.list")
}

# let_first_user_use_docker ROOT: unless that would make root of a user who is not to become it.
let_first_user_use_docker() {
    local root=$1 user
    IFS=: read -r user _ < <(first_account "$root")
    ! may_become_root "$root" "$user" || usermod --prefix "$root" --append --groups docker "$user"
}

# add_docker_files ROOT: Docker's configuration, the services that are about its images and accounts, and what updates the kernel.
add_docker_files() {
    local root=$1
    lay_system_files system "$root"
    systemctl --root "$root" --quiet enable docker-accounts.service hypriotos-images.service hypriotos-compose.service \
        hypriotos-kernel.service
}
