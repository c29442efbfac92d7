#!/bin/sh
set -eu
echo 127.0.0.1 harbour.test >>/etc/hosts
busybox httpd -p 127.0.0.1:80 -h /www
docker-registry serve /etc/registry.yml &
exec tinyproxy -d -c /etc/proxy.conf
