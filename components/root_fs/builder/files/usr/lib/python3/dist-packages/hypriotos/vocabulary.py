"""Words of cloud-init's configuration, by what they mean for accounts."""

from __future__ import annotations

import posixpath
import re

from hypriotos.built_in_name import built_in_name

# Keys of network-config. In user-data, nothing reads them.
OF_NETWORK = frozenset(
    """
    bonds bridges dummy-devices ethernets modems network nm-devices renderer tunnels virtual-ethernets vlans vrfs wifis
""".split()
)
# Keys that make no account and set no password. A key that is not here is in doubt.
HARMLESS = OF_NETWORK | frozenset(
    """
    allow_public_ssh_keys apk_repos apt apt_mirror apt_mirror_search apt_pipelining apt_preserve_sources_list apt_proxy
    apt_reboot_if_required apt_sources apt_update apt_upgrade authkey_hash bootcmd byobu_by_default ca-certs
    ca_certs cloud_config_modules cloud_final_modules cloud_init_modules create_hostname_file datasource debug
    device_aliases disable_ec2_metadata disable_root disable_root_opts disk_setup drivers enable_ssh fan final_message
    fqdn fs_setup groups growpart grub-dpkg grub_dpkg hostname keyboard landscape launch-index locale locale_configfile
    lxd manage_etc_hosts manage_resolv_conf merge_how merge_type migrate mount_default_fields mounts no_ssh_fingerprints
    ntp output package_reboot_if_required package_update package_upgrade packages phone_home power_state
    prefer_fqdn_over_hostname preserve_hostname random_seed reporting resize_rootfs resolv_conf rh_subscription rpi
    rsyslog runcmd snap spacewalk ssh ssh_authorized_keys ssh_deletekeys ssh_fp_console_blacklist ssh_genkeytypes
    ssh_import_id ssh_key_console_blacklist ssh_keys ssh_publish_hostkeys ssh_pwauth ssh_quiet_keygen swap system_info
    timezone ubuntu-advantage ubuntu_advantage ubuntu_pro unverified_modules updates vendor_data version wireguard
    write_files yum_repo_dir yum_repos zypper
""".split()
)
# Programs that set up anything, accounts included: at once, and services that go on doing so.
SETS_UP_LATER = frozenset({"chef", "mcollective", "puppet", "salt_minion"})
SETS_UP = SETS_UP_LATER | {"ansible"}
# These are looked into.
ABOUT_ACCOUNTS = frozenset({"chpasswd", "password", "user", "users"})
KNOWN = HARMLESS | SETS_UP | ABOUT_ACCOUNTS

# Of an entry of `users`, with what cloud-init adds to it.
KEYS_OF_USER = frozenset(
    """
    create_groups default doas expiredate gecos groups hashed_passwd homedir inactive lock_passwd name no_create_home
    no_log_init no_user_group passwd plain_text_passwd primary_group selinux_user shell ssh_authorized_keys
    ssh_import_id sudo system uid
""".split()
)
# The same, with which the built-in account would be in doubt.
KEYS_OF_OTHERS = frozenset({"snapuser", "ssh_redirect_user"})
# Keys of a user that somebody meant to log in by.
ABOUT_LOGINS = re.compile(r"pas|pwd|key|ssh", re.IGNORECASE)
PASSWORDS = ("hashed_passwd", "plain_text_passwd", "passwd")

# Programs that are given as a shell so that nobody can log in.
NO_SHELLS = frozenset({"false", "nologin", "sync", "true"})


def lets_nobody_in(shell: str) -> bool:
    return posixpath.basename(shell) in NO_SHELLS


# In commands: these make accounts, and ways to log in.
MAKES_ACCOUNTS = re.compile(
    r"\b(adduser|ansible|ansible-playbook|homectl|newusers|ssh-import-id|useradd)\b|/etc/(passwd|shadow)|authorized_keys"
    r"|\b(systemctl|service)\b[^;&|\n]{,1000}\b(chef-client|mcollective|puppet|salt-minion)\b"
    # A line of systemd-sysusers.
    r"|^u!?[ \t]+\w",
    re.MULTILINE,
)
# To the end of a command.
REST = r"[^;&|\n]{,1000}"
# The program, wherever it is, and not the file /etc/passwd, a name in JSON, an option, or another program's command.
PASSWD = r"((?<![/\w.-])(?<!getent\s)(?<!openssl\s)|(?<=bin/))passwd(?=[\s;&|<>]|$)(?!\s*[:=])"
# Where a command can begin.
BEGINS = (
    r"(^|[;&|{!]|(?<!\w)-c\b|\b(chroot|sudo\s+-u)\s+\S+"
    r"|\b(do|else|env|exec|if|nohup|spawn|sudo|system|then|time|while|xargs|\w+\.\w+)\b([ ]-\S+|[ ]\w+=\S*)*)[ ]*"
)
# Its options that ask for no password and close no account.
KEEPS_PASSWORD = (
    rf"(?!{REST}\s(-\w*[del]|--(delete|expire|lock))\b)"
    rf"{REST}\s(-\w*[Sinuwx]|--(inactive|maxdays|mindays|status|unlock|warndays))\b"
)
# The file, by its path, or by its name in a folder that is named before it.
SHADOW = r"(/etc/|/etc\s|\$\w+/|(?<![\w.-])/|\bcd\s+/etc\b[\s\S]{,1000}?(?<![\w/.-]))shadow(?![\w.-])"
# What brings the accounts of a domain, which are in no file of the board.
DOMAIN = rf"\b(realm|adcli|net\s+ads|samba-tool\s+domain)\b{REST}?\sjoin\b|\bipa-client-install\b"
# These may set a password, or close an account.
SETS_OR_CLOSES = (
    rf"\b(chage|chpasswd|chsh|deluser|newusers|nologin|userdel|vipw)\b|{SHADOW}|{DOMAIN}"
    rf"|\busermod\b{REST} -([a-zA-Z]*[Lesp]|-(e|loc|pa|s))|\b(useradd|adduser)\b{REST}\s(-[a-zA-Z]*p|--pa)"
)
CALLS_PASSWD = rf"{BEGINS}(\S*/)?passwd(?=[\s;&|<>]|$)(?!\s*[:=])"
MAY_SET_PASSWORD_LATER = re.compile(rf"{SETS_OR_CLOSES}|{CALLS_PASSWD}", re.MULTILINE)
# Nobody wanted the known password to stay if such a command has failed. Also where the word stands in a sentence.
MAY_SET_PASSWORD = re.compile(rf"{SETS_OR_CLOSES}|{PASSWD}")
# A shell to work with.
SHELL = r"[\s=](\S*/|(\$\s*)?(which|command\s+-v)\s+)[a-z]*sh(?![\w/.-])"
# A new account that nobody is to log in with.
FOR_SERVICE = re.compile(
    # -r may be one of several letters, behind those that take no value.
    rf"\b(useradd|adduser)\b(?={REST}((nologin|/false|/true)\b|\s(-[DMNUlmo]*r[a-zA-Z]*|--system)\s))"
    # A comment can have a semicolon in it: a hash counts behind one, too.
    rf"(?!{REST}\s(-[a-zA-Z]*p|--pa))(?![^\n]{{,1000}}\s-p\s+\S*\$(\d|g?y)\$)"
    rf"(?!{REST}({SHELL}|\b(admin|sudo|wheel)\b)){REST}"
)
# What is about root or pi, the account of Raspberry Pi OS, where that is not the built-in one; a text for those who log
# in; a setting of Samba's.
ABOUT_OTHERS = re.compile(
    rf"\b(chage|deluser|passwd|userdel|usermod)\b{REST}?\s(?P<other>pi|root)(?=\s*(\d?>|[;&|\n<]|$))"
    rf"|\b(echo|printf)\b[^;&|\n>]{{,1000}}>>?\s*/etc/(issue(\.net)?|motd)(?![\w./-])"
    r"|^ *passwd\s+(chat|program)\b[^\n]*$",
    re.MULTILINE,
)
# What only looks at accounts, puts one that is there into a group, or gives it another shell; what installs packages.
HARMS_NONE = re.compile(
    rf"\badduser(\s+(-q|--quiet))*\s+[^-\s]\S*\s+[^-\s]\S*(?=\s*([;&|\n]|$))"
    r"|(^|[;&|$]|\b(do|if|sudo|then|while)\s)[ ]*"
    rf"(awk(?!{REST}\sinplace\b)|cat|chmod|chown|cut|diff|getent|grep|head|ls|sha256sum|stat|tail|tar|test|wc)\b"
    r"([^;&|\n>]|>=?\s*\d){,1000}?/etc/(passwd|shadow)(?![\w.-])(\s+/etc/\S+)*|<\s*/etc/passwd\b"
    rf"|\bchage\b(?!{REST}\s(-[a-zA-Z]*E|--e)){REST}"
    # A container that may read it, a profile of AppArmor, rules of auditd.
    r"|/etc/(passwd|shadow):(\S+:)?ro\b|\bdeny\s+/etc/(passwd|shadow)\b|-w\s+/\S+(?=\s+-[kp]\s|\s*$)|-F\s+path=/\S+"
    rf"|\bchsh\b(?={REST}{SHELL}){REST}|\busermod\b(?={REST}\s(-s|--shell){SHELL})(?!{REST}\s(-[a-zA-Z]*[Lep]|--(e|loc|pa))){REST}"
    rf"|\b(apt|apt-get|aptitude)\b{REST}?\s(install|purge|reinstall|remove)\s{REST}"
    # Files of passwords that are no accounts'.
    rf"|\b(ht|k|ldap|mosquitto_|smb|vnc)passwd\b{REST}"
    rf"|{PASSWD}{KEEPS_PASSWORD}{REST}",
    re.MULTILINE,
)
END = r"(?=\s*([;&|\n]|$))"
# usermod and chage take a date away by -1.
DATE = r"(?![a-z]*[\s=]*-1\b)"
# These set a password. Options of usermod, chage, chsh and passwd that close an account count, too, and so do programs
# that remove it: somebody was not to log in with the known password any more. A long option can be shortened.
SETS_PASSWORD = re.compile(
    rf"""
      \b(chpasswd|newusers|vipw)\b
    | {CALLS_PASSWD}(?!{KEEPS_PASSWORD})
    | \busermod\b{REST}\s(-[amorU]*([pL]|e{DATE})|--(pa|loc|e{DATE}))
    | \b(usermod|chsh)\b{REST}[\s=]((\S*/)?nologin|\S*/(false|true))\b
    | \bchage\b{REST}\s(-E{DATE}|--e{DATE})
    | \buserdel\b
    # Of two names, the second is a group.
    | \bdeluser(\s-\S+)*\s[^-\s]\S*{END}
    # An editor's command may have ; or | in quotes.
    | \b(sed|perl|ed|ex|vim?|patch)\b[^\n]{{,1000}}/etc/shadow(?![\w-])
    | (>\s*|\b(open|tee(\s-a)?)\s+|\bof=)/etc/shadow(?![\w-])
    | \b(cp|mv|install|ln)\b{REST}\s/etc/shadow{END}
    | {DOMAIN}
    """,
    re.MULTILINE | re.VERBOSE,
)
# Lines that nothing runs.
COMMENT = re.compile(r"^[ \t]*#(?!!).*$", re.MULTILINE)
# What runs in containers, unless they have folders of the board, or all rights.
IN_CONTAINERS = re.compile(
    r"""\b(docker|nerdctl|podman)\s+((compose|container)\s+)?(exec|run)\b
    (?![^;&|\n]{,1000}(--privileged|\s(-v|--volume|--mount)[\s=]\S{,1000}(/etc\b|(?<![\w/.-])/:)))
    [^;&|\n"']{,1000}(("[^"]{,2000}"|'[^']{,2000}')[^;&|\n"']{,1000}){,20}""",
    re.VERBOSE,
)
# What lies between the words of a command, whatever language it is written in. A line's end does not lie between them.
BETWEEN_WORDS = re.compile(r"""(\\\n|[ \t"'`,()\[\]{}])+""")


def in_words(text: str) -> str:
    """A command as the patterns above have it: `['usermod', '-L']` is `usermod -L`."""
    return ABOUT_OTHERS.sub(
        lambda found: found[0] if found["other"] == built_in_name() else " ",
        BETWEEN_WORDS.sub(" ", IN_CONTAINERS.sub(" ", COMMENT.sub("", text))),
    )


def sets_password(text: str) -> bool:
    return SETS_PASSWORD.search(without_harmless(text)) is not None


def may_set_password(text: str) -> bool:
    return MAY_SET_PASSWORD.search(FOR_SERVICE.sub(" ", without_harmless(text))) is not None


def may_change_accounts(text: str) -> bool:
    """Whether it may change who can log in, which is known when it has ended."""
    return MAKES_ACCOUNTS.search(without_harmless(text)) is not None or may_set_password(text)


def may_make_logins(text: str) -> bool:
    """Whether it may make accounts that somebody is to log in with, or change their passwords."""
    commands = FOR_SERVICE.sub(" ", without_harmless(text))
    return MAKES_ACCOUNTS.search(commands) is not None or MAY_SET_PASSWORD_LATER.search(commands) is not None


def without_harmless(text: str) -> str:
    return HARMS_NONE.sub(" ", in_words(text))


# cloud-init, cron, systemd and the like run what is there.
RUNS_BY_ITSELF = re.compile(
    r"/(var/(lib/cloud|spool/cron)"
    r"|etc/(cron|init\.d|network/if-|networkd-dispatcher|profile|rc[.\dS]|udev|update-motd\.d)"
    r"|(etc|run|(usr/(local/)?)?lib)/(systemd|sysusers\.d|tmpfiles\.d)|(usr/)?lib/udev)"
)
# In commands: these have something run when the command itself has ended. Folders count without the beginning of their
# paths, which may be in a variable, or in a command before. `&` is neither && nor >& nor in an address.
ARRANGES = re.compile(
    r"""\b(
        cron\.(d|hourly|daily|weekly|monthly)|init\.d|networkd-dispatcher|profile\.d|rc[\dS]\.d|(sysusers|tmpfiles)\.d
        |scripts/per-\w+|systemd/(system|user)|udev/rules\.d|update-motd\.d|network/if-[\w-]+\.d
    )\b
    | /etc/(crontab|profile|rc\.local)\b | spool/cron\b
    | \b(systemctl|service)\b[^;&|\n]{,1000}\b(chef-client|mcollective|puppet|salt-minion)\b
    | \b(batch|coproc|crontab|daemonize|disown|nohup|Popen|setsid|start-stop-daemon|systemd-run)\b
    | \b(screen\s+-|tmux\s+(new|-))
    | \bat\s+["']?(-\w|\d|midnight|now|noon|teatime|tomorrow)
    | (?<![&>|])&(?=[\s)};"']|$) | (?<=[)}])&(?!&)
    """,
    re.MULTILINE | re.VERBOSE,
)


def arranges(text: str) -> bool:
    """Whether commands have something run later than they end."""
    return ARRANGES.search(text) is not None


# In data that could not be read.
WORD_ABOUT_ACCOUNTS = re.compile(r"user|\bname\b|passw|ssh|sudo", re.IGNORECASE)
NO_TEXT = "\0"
# What it holds or leads to cannot be seen in it.
SEALED = re.compile(
    rf"{NO_TEXT}|mime-version:|^\s*(#include|#cloud-config-|#part-handler|#cloud-boothook|#!|(https?|ftps?|file)://)",
    re.IGNORECASE | re.MULTILINE,
)
KEY = re.compile(r"""["']?([\w-]+)["']?\s*:""")


def is_harmless(text: str, shipped: str) -> bool:
    """Whether data that cloud-init did not use were plain settings, none about accounts. `shipped`: the image's own."""
    if SEALED.search(text):
        return False
    own = {line.strip() for line in shipped.splitlines()}
    return all(is_harmless_line(line) for line in text.splitlines() if line.strip() and line.strip() not in own)


def is_harmless_line(line: str) -> bool:
    if line.lstrip().startswith("# "):
        return True
    if WORD_ABOUT_ACCOUNTS.search(line):
        return False
    key = KEY.match(line)
    return line.startswith(("#", " ", "-", "]", "}")) or (key is not None and key.group(1) in HARMLESS)
