# shellcheck shell=bash
# The services of a tree that packages are installed in: none starts, as what would run is this machine's business. Comes with
# builder.sh.

# forbid_services TREE: until allow_services. A policy of the tree's own is set aside.
forbid_services() {
    local policy=$1/usr/sbin/policy-rc.d
    [[ ! -e $policy ]] || mv "$policy" "$policy.aside"
    # 101: forbidden.
    install --mode=755 /dev/stdin "$policy" <<<$'#!/bin/sh\nexit 101'
}

allow_services() {
    local policy=$1/usr/sbin/policy-rc.d
    rm -f "$policy"
    [[ ! -e $policy.aside ]] || mv "$policy.aside" "$policy"
}

# without_denials COMMAND...: runs it, and leaves out of what it says that services did not start, which reads like a failure.
without_denials() {
    "$@" 2>&1 |
        sed --unbuffered --regexp-extended '/policy-rc\.d (denied|returned 101)|could not determine current runlevel/d'
}
