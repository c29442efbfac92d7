#!/bin/sh
# Runs in the booted system, as the configured user. Each check prints a line `@check NAME|ok or failed|DETAIL`.
#
# usage: guest-checks.sh system   with EXPECTED_HOSTNAME and CARD_BYTES
#        guest-checks.sh docker
cd "$(dirname "$0")" || exit 1

# result NAME ok|failed DETAIL
result() {
    echo "@check $1|$2|$(printf '%s' "$3" | tr '\n' ' ')"
}

# expect NAME WANTED FOUND
expect() {
    if [ "$2" = "$3" ]; then
        result "$1" ok "$3"
    else
        result "$1" failed "expected $2, found $3"
    fi
}

system() {
    state=$(systemctl is-system-running --wait)
    [ "$state" = running ] || explain_failed_units
    expect "system state" running "$state$(failed_units)"
    expect "host name" "$EXPECTED_HOSTNAME" "$(hostname)"
    expect "boot partition" "vfat" "$(findmnt --noheadings --output FSTYPE /boot/firmware)"
    root_size
}

failed_units() {
    systemctl list-units --failed --plain --no-legend | awk '{ printf " %s", $1 }'
}

explain_failed_units() {
    for unit in $(failed_units); do
        systemctl status --no-pager --lines=0 "$unit"
        sudo -n journalctl --no-pager --boot --lines=40 --unit="$unit"
    done
}

# The file system counts without its own tables, which take some percent.
root_size() {
    size=$(findmnt --noheadings --bytes --output SIZE / | tr -d ' ')
    if [ "$size" -ge $((CARD_BYTES * 9 / 10)) ]; then
        result "root size" ok "$((size / 1000000)) MB"
    else
        result "root size" failed "the root has $((size / 1000000)) MB of a card of $((CARD_BYTES / 1000000)) MB"
    fi
}

docker_works() {
    if systemctl is-active --quiet docker.service; then
        started=$(systemctl show --property=ActiveEnterTimestampMonotonic --value docker.service)
        result "docker service" ok "$((started / 1000000)) s after the kernel"
    else
        result "docker service" failed "docker.service is not active"
    fi
    expect "docker info" "overlay2, cgroup v2" "$(docker info --format '{{.Driver}}, cgroup v{{.CgroupVersion}}' 2>&1)"
    docker info --format '{{range .Warnings}}{{println .}}{{end}}'
    docker import busybox.tar boot-test >/dev/null
    expect "container without network" "ahoy from aarch64" \
        "$(docker run --rm --network none boot-test sh -c 'echo ahoy from $(uname -m)' 2>&1)"
    # shellcheck disable=SC2016  # the container's shell is to expand it
    expect "container on the bridge" "1 packets received" \
        "$(docker run --rm boot-test sh -c 'ping -c 1 $(ip route | sed -n "s/^default via \([^ ]*\).*/\1/p")' 2>&1 | grep -o '1 packets received')"
    expect "container with a memory limit" "67108864" \
        "$(docker run --rm --network none --memory 64m boot-test cat /sys/fs/cgroup/memory.max 2>&1)"
    docker image rm boot-test >/dev/null
    if version=$(docker compose version --short 2>&1); then
        result "docker compose" ok "$version"
    else
        result "docker compose" failed "$version"
    fi
}

case $1 in
    system) system ;;
    docker) docker_works ;;
esac
