#!/bin/bash
# install.sh SUITE: installs the engines that Debian has in a suite.
set -euo pipefail
# shellcheck source=../../../../components/base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh

# The end of validity of a suite in the making may be past.
echo 'Acquire::Check-Valid-Until "false";' >/etc/apt/apt.conf.d/94engines
apt_suite "$1"
apt_refresh
apt-get install --yes --no-install-recommends \
    aardvark-dns dbus-user-session docker-cli docker.io iproute2 iptables netavark nftables openssh-server passt podman \
    procps rootlesskit runc slirp4netns uidmap
rm -rf /var/lib/apt/lists/*
