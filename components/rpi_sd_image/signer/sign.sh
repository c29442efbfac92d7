#!/bin/bash
# sign.sh FILE...: leaves FILE.minisig beside each file of the workspace, and the public key in minisign.pub.
set -euo pipefail

key=/run/hypriotkit/signing.key
# minisign asks for it only if the key has one.
password=/run/hypriotkit/signing.password

cd /workspace
minisign -R -s "$key" -p minisign.pub <"$password"
minisign -S -s "$key" -m "$@" <"$password"
