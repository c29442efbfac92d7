# shellcheck shell=bash
# Docker Engine and Compose, from Debian or from Docker itself.

# install_docker ROOT
install_docker() {
    local root=$1 packages engine compose
    step "Reading the package indexes"
    open_root "$root"
    apt_refresh
    choose_engine "$root"
    choose_compose "$root"

    step "Installing Docker $engine and Compose $compose"
    install_packages "$root" "${packages[@]}" iptables nftables ca-certificates
    let_first_user_use_docker "$root"
    close_root "$root"

    install -D -m 644 /builder/files/daemon.json "$root/etc/docker/daemon.json"
    install_docker_machine "$root"
}

# choose_engine ROOT: sets engine to its version, and packages to what it consists of.
choose_engine() {
    local chosen
    chosen=$(choose_version "$1" docker_engine_version "${DOCKER_ENGINE_VERSION:-latest}" docker.io docker-ce)
    engine=${chosen#*=}
    if is_dockers_own "${chosen%%=*}"; then
        packages=("$chosen" "docker-ce-cli=$engine" containerd.io)
    else
        packages=("$chosen" "docker-cli=$engine" containerd runc)
    fi
}

# choose_compose ROOT: sets compose to its version, and adds it to packages. It is first looked for where the engine is from.
choose_compose() {
    local chosen candidates=(docker-compose docker-compose-plugin)
    [[ ${packages[0]} != docker-ce=* ]] || candidates=(docker-compose-plugin docker-compose)
    chosen=$(choose_version "$1" docker_compose_version "${DOCKER_COMPOSE_VERSION:-latest}" "${candidates[@]}")
    compose=${chosen#*=}
    packages+=("$chosen")
}

let_first_user_use_docker() {
    local root=$1 user
    user=$(awk -F : '$3 == 1000 { print $1 }' "$root/etc/passwd")
    [[ -n $user ]] || die "the root file system has no user with the id 1000. Check the component root_fs."
    usermod --prefix "$root" --append --groups docker "$user"
}
