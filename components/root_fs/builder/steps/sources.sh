# shellcheck shell=bash
# The mirror is the one that the builder's own apt uses; no address is written in these scripts.

# debian_sources: prints the target's apt sources in deb822 format.
debian_sources() {
    local uri suite
    while read -r uri suite; do
        printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\nSigned-By: %s\n\n' \
            "$uri" "$suite" "${TARGET_COMPONENTS//,/ }" /usr/share/keyrings/debian-archive-keyring.gpg
    done < <(mirrored_suites)
}

# mirrored_suites: prints "URI SUITE" for the target's suite, its security updates and its updates.
mirrored_suites() {
    local own
    own=$(. /etc/os-release && echo "$VERSION_CODENAME")
    apt-get update --print-uris |
        sed -nE "s|^'(.*)/dists/$own(-[a-z]+)?/InRelease'.*|\1 $TARGET_SUITE\2|p" |
        sort --unique --key=2,2
}
