# shellcheck shell=bash disable=SC2034,SC2154  # kernel_source, work: see build.sh

# fetch_git_source URL BRANCH: sets kernel_source to a repository's files at a branch or tag (empty: its default branch).
# Only that one commit is downloaded; the tree stays in the cache under the commit.
fetch_git_source() {
    local url=$1 branch=$2 commit
    check_git_source "$url" "$branch"
    export GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=https:http:git:ssh

    step "Downloading the source, $url${branch:+ at $branch}"
    commit=$(newest_commit "$url" "$branch")
    HYPRIOTKIT_CACHE_KEEP=1
    kernel_source=$(cached "source-$commit" clone_source "$url" "$branch")
}

# check_git_source URL BRANCH: dies unless both are what they claim to be; git would take others for options or commands.
check_git_source() {
    [[ $1 =~ ^(https?|git|ssh)://[A-Za-z0-9\[][^[:space:]]*$ || $1 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9_.-]+:[^[:space:]]+$ ]] ||
        die "kernel_repo is '$1'. Use deb:linux-source-<version>, deb:linux-image-<flavour> or the URL of a git repository (https, http, git or ssh)."
    [[ $2 =~ ^([A-Za-z0-9_][A-Za-z0-9_./+-]*)?$ ]] ||
        die "the branch of the kernel is '$2', which is no name of a branch or tag. Correct branch."
}

# newest_commit URL BRANCH: prints the commit that the branch or tag stands at.
newest_commit() {
    local url=$1 branch=$2 found
    found=$(git ls-remote -- "$url" "${branch:-HEAD}") ||
        die "the repository $url does not answer. Check kernel_repo and the network."
    # A name can be a branch, a tag and part of longer names all at once: what git clone would take comes first.
    found=$(awk -v name="${branch:-HEAD}" '
        $2 == name || $2 == "refs/heads/" name { print $1; exit }
        $2 == "refs/tags/" name { tag = $1 }
        END { if (tag) print tag }' <<<"$found" | head -n 1)
    [[ -n $found ]] || die "the repository $url has no branch or tag '$branch'. Correct branch."
    echo "$found"
}

clone_source() {
    local url=$1 branch=$2 tree=$3
    git -c advice.detachedHead=false clone --depth 1 ${branch:+--branch "$branch"} -- "$url" "$tree" ||
        die "the repository $url could not be downloaded. Check the network and the space on the engine's disk, then build again."
    [[ -f $tree/Kbuild && -d $tree/arch/arm64 ]] ||
        die "$url${branch:+ at $branch} is no Linux source. Correct kernel_repo."
    rm -rf "$tree/.git"
}
