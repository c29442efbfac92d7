# shellcheck shell=bash
# Archives that the configuration adds to Debian's, for the build and for the board. These functions read REPOSITORIES (JSON, a
# list of objects with the keys of root_fs.repositories) and WORK_DIR.

readonly REPOSITORY_KEYS=/workspace/repository_keys

# repository_sources: prints them in deb822 format, with their keys in them.
repository_sources() {
    local uris suites components key fingerprint file=$WORK_DIR/repository-key.asc
    while IFS=$'\t' read -r uris suites components key fingerprint; do
        [[ $key == *://* ]] || key=file://$REPOSITORY_KEYS/${key##*/}
        fetch_key "$key" "$fingerprint" "$file"
        apt_source "$uris" "$suites" "$components" "$(inline_key "$file")"
        echo
    done < <(repositories)
}

# repositories: prints a line for each, with tabs in it.
repositories() {
    [[ -z ${REPOSITORIES:-} ]] ||
        jq --raw-output '.[] | [(.uris, .suites, .components | join(" ")), .key, .fingerprint] | @tsv' <<<"$REPOSITORIES"
}

# keep_repositories SOURCES TREE: the board's updates come from there, too.
keep_repositories() {
    [[ -z $1 ]] || install --mode=644 /dev/stdin "$2/etc/apt/sources.list.d/hypriotos.sources" <<<"$1"
}
