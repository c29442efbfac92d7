# shellcheck shell=bash

# fetch_git_source URL BRANCH: sets kernel_source to a repository's files at a branch or tag (empty: its default branch).
# Only that one commit is downloaded; the tree stays in the cache under the commit.
fetch_git_source() {
    local branch=$2 public commit git_url

    use_repository "$1"
    step "Downloading the source, $git_url${branch:+ at $branch}"
    public=$(without_credentials <<<"$git_url")
    commit=$(locked commit "$public" "${branch:--}")
    [[ -n $commit ]] || commit=$(newest_commit "$git_url" "$branch")
    note_input commit "$public" "$commit" "${branch:--}"
    kernel_source=$(HYPRIOTKIT_CACHE_KEEP=1 cached "checkout-$commit" clone_commit "$git_url" "$commit" "$branch")
}

# newest_commit URL BRANCH: prints the commit that the branch or tag stands at.
newest_commit() {
    local url=$1 branch=$2 found
    found=$(git ls-remote -- "$url" "${branch:-HEAD}" "${branch:-HEAD}^{}") ||
        die "the repository $url does not answer. Check kernel_repo and the network."
    # A name can be a branch, a tag and part of longer names all at once: what git clone would take comes first.
    found=$(awk -v name="${branch:-HEAD}" '
        $2 == name || $2 == "refs/heads/" name { print $1; exit }
        $2 == "refs/tags/" name && !tag { tag = $1 }
        # What an annotated tag stands for.
        $2 == "refs/tags/" name "^{}" { tag = $1 }
        END { if (tag) print tag }' <<<"$found" | head -n 1)
    [[ -n $found ]] || die "the repository $url has no branch or tag '$branch'. Correct branch."
    echo "$found"
}

# clone_commit URL COMMIT BRANCH TREE: just that commit, wherever the branch stands by now.
clone_commit() {
    local url=$1 commit=$2 branch=$3 tree=$4
    git init --quiet "$tree"
    git -C "$tree" remote add origin "$url"
    if is_locked_build; then
        fetch_locked_commit "$tree" "$commit"
    else
        fetch_commit "$tree" "$commit" || fetch_tip "$tree" "$commit" "$branch"
    fi
    git -C "$tree" -c advice.detachedHead=false checkout "$commit"
    keep_source "$tree" "$url${branch:+ at $branch}"
}

# fetch_tip TREE COMMIT BRANCH: fetches what the branch stands at, from a repository that gives no single commit.
fetch_tip() {
    local tree=$1 commit=$2 branch=$3 url
    url=$(git -C "$tree" remote get-url origin)
    git -C "$tree" fetch --quiet --depth 1 origin "${branch:-HEAD}" ||
        die "the repository $url could not be downloaded. Check the network and the space on the engine's disk, then build again."
    [[ $(git -C "$tree" rev-parse 'FETCH_HEAD^{commit}') == "$commit" ]] ||
        die "the repository $url${branch:+ at $branch} has changed meanwhile. Build again."
}

# keep_source TREE ORIGIN
keep_source() {
    [[ -f $1/Kbuild && -d $1/arch/arm64 ]] || die "$2 is no Linux source. Correct kernel_repo."
    rm -rf "$1/.git"
}
