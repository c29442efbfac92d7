# shellcheck shell=bash

# list_packages ROOT: prints name, version and architecture of each installed package, with tabs, sorted by name.
list_packages() {
    # shellcheck disable=SC2016  # dpkg-query is to expand them
    dpkg-query --admindir="$1/var/lib/dpkg" --show \
        --showformat '${db:Status-Status}\t${Package}\t${Version}\t${Architecture}\n' |
        sed -n 's/^installed\t//p' | sort
}
