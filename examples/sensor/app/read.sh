#!/bin/sh
# Once a minute, adds a line to /data/readings.csv for each thermometer: time, sensor, degrees Celsius.
set -eu

while true; do
    found=no
    for sensor in /sys/bus/w1/devices/*/temperature; do
        # A sensor that has just been pulled out cannot be read.
        degrees=$(awk '{ print $1 / 1000 }' "$sensor" 2>/dev/null) || continue
        found=yes
        name=$(basename "$(dirname "$sensor")")
        echo "$(date -u +%Y-%m-%dT%H:%M:%SZ),$name,$degrees" | tee -a /data/readings.csv
    done
    [ "$found" = yes ] || echo "There is no sensor on the 1-wire bus."
    sleep 60
done
