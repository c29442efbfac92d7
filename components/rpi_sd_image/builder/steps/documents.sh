# shellcheck shell=bash
# What is in the image, as documents beside it: CycloneDX, SPDX, and the texts of the licences (lib/document_contents.py).

# note_archives ROOT: keeps what the archives that are not the distribution's have, in an open root with its indexes. A package
# of theirs is not one of Debian's of the same name.
note_archives() {
    local root=$1 distribution file origin
    distribution=$(sed -n 's/^ID=//p' "$root/usr/lib/os-release")
    while IFS=$'\t' read -r file origin; do
        # Debian, and Debian Backports.
        [[ ${origin,,} == "$distribution"* ]] || /usr/lib/apt/apt-helper cat-file "$file" |
            awk -v origin="$origin" '
                /^Package: / { name = $2 }
                /^Version: / { print name "\t" $2 "\t" origin }'
    done < <(other_archives) >"$SCRATCH/archives"
}

# other_archives: prints file and origin of each index of packages. An archive that does not say its origin has its host instead.
other_archives() {
    # shellcheck disable=SC2016  # apt is to expand them
    apt-get indextargets --format '$(FILENAME)	$(ORIGIN)	$(SITE)' 'Created-By: Packages' |
        awk -F '\t' '{ print $1 "\t" ($2 ? $2 : $3) }'
}

# write_documents ROOT BOOT: into SCRATCH. Whoever reads a tree changes the times of access, which a file system has: that of the
# image has to be there before.
write_documents() {
    local root=$1 boot=$2
    mkdir "$SCRATCH/documents"
    python3 "$BUILDER_DIR/lib/document_contents.py" --root "$root" --boot "$boot" --name hypriotos-rpi64 --version "$VERSION" \
        --archives "$SCRATCH/archives" --digests "$SCRATCH/image-digests" --docker-machine "${DOCKER_MACHINE_VERSION:-}" \
        --firmware-source "$SCRATCH/firmware-source" --out "$SCRATCH/documents" ||
        die "the documents of the image's contents could not be written. The lines above say why."
}

# publish_documents DIR
publish_documents() {
    local file
    for file in "$SCRATCH"/documents/*; do
        publish "$file" "$1"
    done
}
