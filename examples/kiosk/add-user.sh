#!/bin/sh
# The browser has an account of its own, which cannot log in and has no sudo.
set -eu
useradd --system --create-home --home-dir /var/lib/kiosk --groups input,render,video --shell /usr/sbin/nologin kiosk
