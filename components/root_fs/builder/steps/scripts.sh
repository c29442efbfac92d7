# shellcheck shell=bash
# Scripts of the user's, which run in the tree. These functions read SCRIPTS (JSON, a list of objects with the keys of
# root_fs.scripts), BUILDER_DIR, WORK_DIR and TARGET_ARCHITECTURE.

run_scripts() {
    local tree=$1 file network
    [[ -n ${SCRIPTS:-} ]] || return 0
    begin_scripts "$tree"
    while IFS=$'\t' read -r file network; do
        step "Running $file"
        without_denials run_script "$tree" "/workspace/scripts/${file##*/}" "$network" >&3 ||
            die "the script $file, named in root_fs.scripts, failed. The lines above say why."
    done < <(jq --raw-output '.[] | [.file, .network // false] | @tsv' <<<"$SCRIPTS")
    end_scripts "$tree"
}

# run_script TREE FILE NETWORK: the script has the tree for its root, and nothing of the builder's environment.
run_script() {
    local tree=$1 file=$2 network=$3 apart=()
    install --mode=755 "$file" "$tree/tmp/script"
    [[ $network == true ]] || apart=(setpriv --no-new-privs --seccomp-filter "$WORK_DIR/no-network")
    "${apart[@]}" chroot "$tree" /usr/bin/env --ignore-environment --chdir=/ \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" /tmp/script </dev/null &&
        rm "$tree/tmp/script"
}

# Shells and what they call run natively, where the tree's are emulated.
begin_scripts() {
    local tree=$1
    python3 "$BUILDER_DIR/no-network.py" >"$WORK_DIR/no-network"
    add_devices "$tree"
    install -D --mode=644 /etc/resolv.conf "$tree/run/systemd/resolve/resolv.conf"
    forbid_services "$tree"
    lay_native_tools "$tree" "$TARGET_ARCHITECTURE" shell
}

end_scripts() {
    local tree=$1
    lift_native_tools "$tree"
    allow_services "$tree"
}
