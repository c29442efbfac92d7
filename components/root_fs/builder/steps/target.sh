# shellcheck shell=bash
# The target: what its name means, and whether this machine can run its programs.

# read_target ARCH VARIANT: sets and exports TARGET_SUITE, TARGET_ARCHITECTURE, TARGET_COMPONENTS.
read_target() {
    local arch variant
    export TARGET_SUITE TARGET_ARCHITECTURE TARGET_COMPONENTS
    while read -r arch variant TARGET_SUITE TARGET_ARCHITECTURE TARGET_COMPONENTS; do
        [[ $arch == "$1" && $variant == "$2" ]] && return
    done < <(grep -v '^#' "$BUILDER_DIR/targets")
    die "cannot build '$1-$2'. Choose root_fs.target from: $(known_targets)."
}

known_targets() {
    awk '!/^#/ { printf "%s%s-%s", separator, $1, $2; separator = ", " }' "$BUILDER_DIR/targets"
}

# check_emulation ARCHITECTURE: the programs of the new tree run while its packages are set up.
check_emulation() {
    arch-test "$1" >/dev/null 2>&1 ||
        die "programs for $1 do not run on this machine: no binfmt_misc handler with flag F (fix binary) is registered for them. Run 'npm run setup' in the workspace on the machine of the Docker engine, then build again."
}
