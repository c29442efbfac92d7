"""Keys of the user's data with modules that cloud-init does not run on Debian. It says nothing of most of them."""

from __future__ import annotations

from hypriotos import wishes

# Verified on other distributions only, with the key's module.
NOT_FOR_DEBIAN = {
    "apk_repos": "apk_configure",
    "autoinstall": "ubuntu_autoinstall",
    "drivers": "ubuntu_drivers",
    "fan": "fan",
    "landscape": "landscape",
    "lxd": "lxd",
    "manage_resolv_conf": "resolv_conf",
    "rh_subscription": "rh_subscription",
    "snap": "snap",
    "spacewalk": "spacewalk",
    "ubuntu-advantage": "ubuntu_pro",
    "ubuntu_advantage": "ubuntu_pro",
    "ubuntu_pro": "ubuntu_pro",
    "wireguard": "wireguard",
    "yum_repos": "yum_add_repo",
    "zypper": "zypper_add_repo",
}
# Debian leaves it out of the lists of modules.
NOT_LISTED = {"ansible": "ansible"}
# What to do instead, where commands are no way.
INSTEAD = {
    "autoinstall": "it is for Ubuntu's installer; write accounts as users, and everything else as keys of its own",
    "manage_resolv_conf": "write the name servers into network-config",
}


def found(config: dict) -> list[str]:
    """A sentence for those that have no effect. The user's data may have cloud-init run a module all the same."""
    passed_over = {
        *(key for key, module in NOT_FOR_DEBIAN.items() if module not in names(config.get("unverified_modules"))),
        *(key for key, module in NOT_LISTED.items() if module not in listed(config)),
    }
    unread = sorted(key for key in passed_over if config.get(key))
    by_commands = " and ".join(key for key in unread if key not in INSTEAD)
    ways = {by_commands: "use commands"} if by_commands else {}
    ways |= {key: INSTEAD[key] for key in unread if key in INSTEAD}
    return [f"cloud-init has no module here for {keys}: {way}." for keys, way in ways.items()]


def listed(config: dict) -> set[str]:
    return {name for stage in ("init", "config", "final") for name in names(config.get(f"cloud_{stage}_modules"))}


def names(modules: object) -> set[str]:
    """A module may be listed with its frequency."""
    first = (one[0] if isinstance(one, list) and one else one for one in wishes.as_list(modules))
    return {str(name).replace("-", "_") for name in first}
