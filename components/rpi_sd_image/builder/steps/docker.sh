# shellcheck shell=bash
# Docker Engine and Compose from Debian.

# install_docker ROOT
install_docker() {
    local root=$1 engine compose
    step "Reading the package indexes"
    open_root "$root"
    apt_refresh
    engine=$(choose_version docker.io "${DOCKER_ENGINE_VERSION:-latest}")
    compose=$(choose_version docker-compose "${DOCKER_COMPOSE_VERSION:-latest}")

    step "Installing Docker $engine and Compose $compose"
    install_packages "$root" "docker.io=$engine" "docker-cli=$engine" "docker-compose=$compose" \
        containerd runc iptables nftables ca-certificates
    let_first_user_use_docker "$root"
    close_root "$root"

    install -D -m 644 /builder/files/daemon.json "$root/etc/docker/daemon.json"
    install_docker_machine "$root"
}

let_first_user_use_docker() {
    local root=$1 user
    user=$(awk -F : '$3 == 1000 { print $1 }' "$root/etc/passwd")
    [[ -n $user ]] || die "the root file system has no user with the id 1000. Check the component root_fs."
    usermod --prefix "$root" --append --groups docker "$user"
}
