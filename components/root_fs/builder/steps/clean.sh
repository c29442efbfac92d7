# shellcheck shell=bash
# Takes out what must not be shared by all boards (identities), and what building leaves behind: it is of
# no use, and it differs from build to build.

clean() {
    local tree=$1
    step "Cleaning the tree"
    remove_identities "$tree"
    remove_leftovers "$tree"
}

# Made again at the first boot.
remove_identities() {
    local tree=$1
    rm -f "$tree"/etc/ssh/ssh_host_* "$tree"/var/lib/dbus/machine-id \
        "$tree"/var/lib/systemd/{random-seed,credential.secret}
    # Empty: systemd makes one and keeps it. Missing or "uninitialized" would also reset which services are on.
    : >"$tree/etc/machine-id"
}

remove_leftovers() {
    local tree=$1
    remove_devices
    rm -rf "${tree:?}"/{dev,proc,run,sys,tmp,var/tmp}/*
    find "$tree"/var/{log,cache/apt,lib/apt/lists} -type f -delete
    rm -f "$tree"/var/cache/{ldconfig/aux-cache,debconf/*-old} "$tree"/var/lib/dpkg/*-old \
        "$tree"/etc/{passwd,group,shadow,gshadow,subuid,subgid}- \
        "$tree"/etc/{.pwd.lock,.resolv.conf.systemd-resolved.bak}
}
