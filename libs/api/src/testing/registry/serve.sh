#!/bin/sh
# Serves images, to everybody or to one user, and no longer than a test takes.
set -eu
if [ -n "${NAME:-}" ]; then
    htpasswd -Bbn "$NAME" "$PASSWORD" >/htpasswd
    export REGISTRY_AUTH=htpasswd REGISTRY_AUTH_HTPASSWD_REALM=test REGISTRY_AUTH_HTPASSWD_PATH=/htpasswd
fi
exec timeout 900 docker-registry serve /config.yml
