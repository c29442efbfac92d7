#!/bin/bash
# Installs Docker, and its engine for arm64 beside it, in /opt/arm64.
set -euo pipefail
# shellcheck source=../../../../components/base_image/builder/builder.sh
source /usr/local/lib/hypriotkit/builder.sh

dpkg --add-architecture arm64
apt_refresh
apt-get install --yes --no-install-recommends docker.io iproute2 iptables libc6:arm64 libsystemd0:arm64 runc
cd /tmp
apt-get download docker.io:arm64
dpkg-deb --extract docker.io_*_arm64.deb /opt/arm64
rm -rf docker.io_*.deb /var/lib/apt/lists/*
