#!/bin/bash
# Records what is installed in a builder image: apt calls it before it installs, with a line for the file of each package. The record
# has the lines of inputs.sh.
set -euo pipefail

record=/usr/share/hypriotkit/tools

# packages: prints NAME VERSION ARCHITECTURE SHA256 of the files on standard input, with tabs.
packages() {
    local file fields sum
    while read -r file; do
        # shellcheck disable=SC2016  # dpkg-deb fills them in
        fields=$(dpkg-deb --show --showformat '${Package}\t${Version}\t${Architecture}' "$file")
        sum=$(sha256sum <"$file")
        printf '%s\t%s\n' "$fields" "${sum%% *}"
    done
}

# with_index: adds the index that has the package to each line of standard input. Of several, one of security updates counts.
with_index() {
    local lines file from
    lines=$(mktemp)
    cat >"$lines"
    # shellcheck disable=SC2016  # apt fills them in
    apt-get indextargets --format '$(FILENAME)	$(RELEASE)/$(COMPONENT)' 'Created-By: Packages' |
        while IFS=$'\t' read -r file from; do
            /usr/lib/apt/apt-helper cat-file "$file" | sed --quiet "s|^SHA256: \(.*\)|\1\t$from|p"
        done |
        awk -F '\t' -v OFS='\t' '
            !packages { if (!($1 in index_of) || $2 ~ /-security\//) index_of[$1] = $2; next }
            { print "package", $0, ($4 in index_of) ? index_of[$4] : "-" }' - packages=1 "$lines"
    rm "$lines"
}

mkdir --parents "${record%/*}"
packages | with_index >>"$record"
