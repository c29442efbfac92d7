# shellcheck shell=bash
# How the builders use git repositories. Comes with builder.sh.

# use_repository URL: sets git_url to the address that git is to be called with. If the URL has credentials, git gets them from its
# environment, for this host alone: command lines can be read by others.
# shellcheck disable=SC2034  # whoever calls reads git_url
use_repository() {
    export GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=https:http:git:ssh
    unset GIT_CONFIG_COUNT
    git_url=$1
    # A password may have an @ itself.
    [[ $1 =~ ^(https?://)([^/?#]*)@(([^/?#]*).*)$ ]] || return 0
    local credentials
    git_url=${BASH_REMATCH[1]}${BASH_REMATCH[3]}
    credentials=$(percent_decoded "${BASH_REMATCH[2]}")
    [[ $credentials == *:* ]] || credentials+=:
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.${BASH_REMATCH[1]}${BASH_REMATCH[4]}/.extraHeader"
    GIT_CONFIG_VALUE_0="Authorization: Basic $(base64 --wrap 0 < <(printf %s "$credentials"))"
    export GIT_CONFIG_VALUE_0
}

percent_decoded() {
    printf %b "$(sed -E 's/\\/\\\\/g; s/%([0-9A-Fa-f]{2})/\\x\1/g' <<<"$1")"
}

# without_credentials: the URL on standard input, which may have somebody's in it.
without_credentials() {
    sed -E 's|//[^/?#]*@|//|'
}

# fetch_commit CLONE COMMIT: fetches the one commit from the repository that CLONE is, or is to be, a clone of. Fails if the repository
# does not give it.
fetch_commit() {
    git -C "$1" fetch --quiet --depth 1 origin "$2"
}
