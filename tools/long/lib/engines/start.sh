#!/bin/bash
# start-engine docker [OPTION...] | podman | rootless-docker | rootless-podman: starts an engine at /run/engine/docker.sock. Where
# /run/engine has authorized_keys, an SSH server lets root in, too.
set -euo pipefail

address=unix:///run/engine/docker.sock

# as_user COMMAND...: as somebody who may do what every user of a machine may.
as_user() {
    chmod 666 /dev/net/tun /dev/fuse
    install --directory --owner=rootless /run/rootless
    chown rootless /run/engine /home/rootless/.local
    exec setpriv --reuid=rootless --regid=rootless --init-groups \
        env HOME=/home/rootless XDG_RUNTIME_DIR=/run/rootless "$@"
}

serve_ssh() {
    install -D --mode=600 /run/engine/authorized_keys /root/.ssh/authorized_keys
    ln --symbolic --force /run/engine/docker.sock /run/docker.sock
    mkdir --parents /run/sshd
    /usr/sbin/sshd
}

[[ ! -e /run/engine/authorized_keys ]] || serve_ssh
case $1 in
    docker) exec dockerd --host "$address" "${@:2}" ;;
    podman) exec podman system service --time=0 "$address" ;;
    rootless-docker) as_user /usr/share/docker.io/contrib/dockerd-rootless.sh --host "$address" ;;
    rootless-podman) as_user podman system service --time=0 "$address" ;;
esac
