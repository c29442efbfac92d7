# shellcheck shell=bash

# fetch_git_source URL BRANCH: sets kernel_source to a repository's files at a branch or tag (empty: its default branch).
# Only that one commit is downloaded; the tree stays in the cache under the commit.
fetch_git_source() {
    local url=$1 branch=$2 public commit
    export GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=https:http:git:ssh

    step "Downloading the source, $url${branch:+ at $branch}"
    public=$(without_credentials <<<"$url")
    commit=$(locked commit "$public" "${branch:--}")
    if [[ -n $commit ]]; then
        note_input commit "$public" "$commit" "${branch:--}"
        kernel_source=$(HYPRIOTKIT_CACHE_KEEP=1 cached "source-$commit" clone_commit "$url" "$commit")
    else
        commit=$(newest_commit "$url" "$branch")
        note_input commit "$public" "$commit" "${branch:--}"
        kernel_source=$(HYPRIOTKIT_CACHE_KEEP=1 cached "source-$commit" clone_source "$url" "$branch")
    fi
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

# clone_source URL BRANCH TREE
clone_source() {
    local url=$1 branch=$2 tree=$3
    git -c advice.detachedHead=false clone --depth 1 ${branch:+--branch "$branch"} -- "$url" "$tree" ||
        die "the repository $url could not be downloaded. Check the network and the space on the engine's disk, then build again."
    keep_source "$tree" "$url${branch:+ at $branch}"
}

# clone_commit URL COMMIT TREE: the same at a commit, which no branch need stand at any more.
clone_commit() {
    local url=$1 commit=$2 tree=$3
    git init --quiet "$tree"
    git -C "$tree" remote add origin "$url"
    fetch_locked_commit "$tree" "$commit"
    git -C "$tree" -c advice.detachedHead=false checkout --quiet FETCH_HEAD
    keep_source "$tree" "$url at $commit"
}

# keep_source TREE ORIGIN
keep_source() {
    [[ -f $1/Kbuild && -d $1/arch/arm64 ]] || die "$2 is no Linux source. Correct kernel_repo."
    rm -rf "$1/.git"
}
