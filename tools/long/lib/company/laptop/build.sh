#!/bin/bash
# What an employee does: clones, configures as docs/how-to.md says, and starts. The mirror is asked over TLS, into which the proxy
# looks.
set -euo pipefail
git config --global --add safe.directory '*'
git clone --quiet /source ~/hypriotkit
cd ~/hypriotkit
cp /company/ca.pem our-network.pem
mirror=$(apt-get update --print-uris | sed -n "s#^'http://\(.*\)/dists/trixie/InRelease'.*#https://\1#p")
cat >configs.json <<END
{
  "base_image": { "mirror": "$mirror", "ca_certificates": "our-network.pem" },
  "rpi_kernel": { "kernel_repo": "deb:linux-image-arm64" }
}
END
npm start
npx nx run rpi_sd_image:verify
