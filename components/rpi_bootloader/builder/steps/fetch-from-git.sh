# shellcheck shell=bash
# Boot files from a git repository laid out as raspberrypi/firmware is.

# fetch_from_git URL BRANCH FOLDER WORK: puts the repository's boot files into FOLDER.
fetch_from_git() {
    local branch=$2 folder=$3 clone=$4/clone file public commit git_url

    use_repository "$1"
    step "Downloading the boot files, $git_url${branch:+ at $branch}"
    # The official repository holds gigabytes of kernels and modules: one commit, and of its files only what is asked for.
    git clone --quiet --depth 1 --filter=blob:none --no-checkout ${branch:+--branch "$branch"} -- "$git_url" "$clone" ||
        die "the repository $git_url could not be cloned${branch:+ at $branch}. Check firmware_repo, the branch and the network."
    # Kernels, device trees and overlays belong together: rpi_kernel brings its own.
    git -C "$clone" sparse-checkout set --no-cone '/boot/*.bin' '/boot/*.elf' '/boot/*.dat' '/boot/LICENCE.*'
    public=$(without_credentials <<<"$git_url")
    commit=$(locked commit "$public" "${branch:--}")
    if [[ -n $commit ]]; then
        fetch_locked_commit "$clone" "$commit"
    else
        commit=$(git -C "$clone" rev-parse HEAD)
    fi
    note_input commit "$public" "$commit" "${branch:--}"
    git -C "$clone" -c advice.detachedHead=false checkout --quiet "$commit"

    for file in "$clone"/boot/*; do
        [[ ! -f $file ]] || put_boot_file "$file" "$folder"
    done
    note_source "$folder" "repository: $public" "commit: $commit"
}
