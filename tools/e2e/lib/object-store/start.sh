#!/usr/bin/env bash
# Starts a new cluster, whose user has the key ACCESS_KEY with the secret SECRET_KEY.
set -euo pipefail

osd=$(cat /proc/sys/kernel/random/uuid)
mkdir -p /var/lib/ceph/mon/ceph-a /var/lib/ceph/osd/ceph-0
ceph-mon --mkfs -i a --public-addr 127.0.0.1
ceph-mon -i a --public-addr 127.0.0.1
ceph osd new "$osd"
ceph-osd -i 0 --mkfs --osd-uuid "$osd"
ceph-osd -i 0
radosgw-admin user create --uid cache --display-name cache --access-key "$ACCESS_KEY" --secret "$SECRET_KEY" >/dev/null
exec radosgw -f --name client.admin
