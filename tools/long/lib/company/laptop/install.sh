#!/bin/bash
# What the company's administrators do with a machine: it knows the company's CA and the proxy, and has a newer npm, because Debian's 9.2
# sends no password to a proxy.
set -euo pipefail
cp /company/ca.pem /usr/local/share/ca-certificates/company.crt
update-ca-certificates >/dev/null
cat >/etc/profile.d/company.sh <<END
export http_proxy='$PROXY' https_proxy='$PROXY' no_proxy=localhost,127.0.0.1
export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
END
npm install --global --silent --offline /company/npm-*.tgz >/dev/null
