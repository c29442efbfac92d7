#!/bin/sh
# Has the base layer's apt use MIRROR for Debian's main archive, and has everything trust the certificates in
# ca-certificates.pem beside it. The layer has a shell, sed and awk, and no package but the essential ones.
set -eu

here=$(dirname "$0")

# Security updates are another archive, which few mirrors have.
use_mirror() {
    find /etc/apt/sources.list /etc/apt/sources.list.d -type f 2>/dev/null | while read -r file; do
        sed -E -i "/-security/! s#^(deb(-src)? (\[[^]]*\] )?|URIs: *)https?://[^ ]+#\1$MIRROR#" "$file"
    done
    grep -rqsF "$MIRROR" /etc/apt/sources.list /etc/apt/sources.list.d || {
        echo "error: the base layer has no apt sources in which the mirror could be set" >&2
        exit 1
    }
}

# ca-certificates, which comes with the packages of base_image, takes in what is there. Its bundle is needed before, and
# openssl, which apt uses, finds a bundle only by this name.
trust_certificates() {
    mkdir -p /usr/local/share/ca-certificates /etc/ssl/certs
    awk '/-----BEGIN CERTIFICATE-----/ { inside = 1; count++ }
        inside { print > ("/usr/local/share/ca-certificates/hypriotkit-" count ".crt") }
        /-----END CERTIFICATE-----/ { inside = 0 }' "$here/ca-certificates.pem"
    cat /usr/local/share/ca-certificates/hypriotkit-*.crt >>/etc/ssl/certs/ca-certificates.crt
    mkdir -p /usr/lib/ssl
    ln -sf /etc/ssl/certs/ca-certificates.crt /usr/lib/ssl/cert.pem
}

[ -z "$MIRROR" ] || use_mirror
[ ! -e "$here/ca-certificates.pem" ] || trust_certificates
