"""Keys of the user's data whose modules need a program or a device. What the board has takes effect, without a
complaint; for what it does not have, cloud-init's status or the console gives one reason."""

import re
from collections.abc import Mapping

import yaml

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.mirror import PACKAGE, WITHOUT_DEBIANS, Mirror
from machine.steps import Steps
from scenarios.common import ENDINGS, look_at
from scenarios.docker_works import expect

HAS_WHAT_IT_NEEDS = {
    "timezone": "Asia/Tokyo",
    "locale": "de_AT.UTF-8",
    "keyboard": {"layout": "at"},
    "mounts": [["tmpfs", "/srv/scratch", "tmpfs", "size=16M"]],
    "growpart": {"mode": "auto", "devices": ["/"]},
    "resize_rootfs": True,
    "bootcmd": [WITHOUT_DEBIANS],
    "packages": [PACKAGE],
}
# What root finds, by the command that prints it.
EFFECTS = {
    "the time zone is set": ("timedatectl show --property=Timezone --value", "Asia/Tokyo"),
    "the locale has been made": ("locale -a | grep ^de_AT", "de_AT.utf8"),
    "the system speaks it": ("sed -n s/^LANG=//p /etc/locale.conf", "de_AT.UTF-8"),
    "the console has the keyboard": ("sed -n 's/^XKBLAYOUT=//p' /etc/default/keyboard | tr -d '\"'", "at"),
    "the file system is mounted": ("findmnt --noheadings --output FSTYPE /srv/scratch", "tmpfs"),
    "a package of the added source is installed": (
        f"dpkg-query --show --showformat '${{db:Status-Status}}' {PACKAGE}",
        "installed",
    ),
}
LACKS_WHAT_IT_NEEDS = {
    "hostname": "reef",
    "ssh_import_id": ["gh:mara"],
    "rsyslog": {"remotes": {"harbour": "@@harbour.invalid"}},
    "disk_setup": {"/dev/sda": {"table_type": "gpt", "layout": True}},
    "fs_setup": [{"device": "/dev/sda1", "filesystem": "ext4", "label": "cargo"}],
    "snap": {"commands": [["snap", "version"]]},
    "wireguard": {"interfaces": [{"name": "wg0", "config_path": "/etc/wireguard/wg0.conf", "content": "[Interface]"}]},
}
# What cloud-init's status says of each.
REASONS = {
    "keys that cannot be fetched": r"ssh_import_id",
    "a service that is not there": r"rsyslog",
    "a disk that is not there": r"/dev/sda\b",
}
NO_MODULE = r"cloud-init has no module here for snap and wireguard"


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "modules that have what they need"
    mirror = Mirror.make(board.folder("mirror"), board.network.gateway)
    board.insert_card(user_data=written(HAS_WHAT_IT_NEEDS | with_servers(board, mirror)))
    board.switch_on()
    board.log_in()
    with steps.check("cloud-init has nothing to complain of"):
        status = status_of(board, steps)
        if "extended_status: done" not in status:
            raise BootFailure(f"it says: {status}")
    for what, (command, answer) in with_time_server(board).items():
        with steps.check(what):
            expect(board.ssh, command, answer, root=True)
    look_at(board, steps)
    board.power_off()

    steps.phase = "modules that lack what they need"
    board.insert_card(user_data=written(LACKS_WHAT_IT_NEEDS))
    board.switch_on()
    board.log_in()
    reasons_are_given(board, steps)
    board.power_off()


def written(data: Mapping[str, object]) -> bytes:
    return f"#cloud-config\n{yaml.safe_dump(dict(data))}".encode()


def with_servers(board: EmulatedBoard, mirror: Mirror) -> dict[str, object]:
    return {
        "ntp": {"servers": [board.network.gateway]},
        "apt": {"sources": {"reef": {"source": f"deb [trusted=yes] {mirror.uri} ./"}}},
    }


def with_time_server(board: EmulatedBoard) -> dict[str, tuple[str, str]]:
    asked = "timedatectl show-timesync --property=SystemNTPServers --value"
    return EFFECTS | {"the time server is asked": (asked, board.network.gateway)}


def status_of(board: EmulatedBoard, steps: Steps) -> str:
    """What cloud-init says when it has come to its end."""
    steps.say("Waiting for cloud-init")
    with steps.doing("waiting for cloud-init"):
        board.ssh.outcome(f"cloud-init status --wait; while {ENDINGS}; do sleep 1; done >/dev/null")
        return board.ssh.outcome("cloud-init status --long").output


def reasons_are_given(board: EmulatedBoard, steps: Steps) -> None:
    status = status_of(board, steps)
    for what, reason in REASONS.items():
        with steps.check(f"the status names {what}") as note:
            said = [line.strip(" -") for line in status.splitlines() if re.search(reason, line)]
            if not said:
                raise BootFailure(f"it says: {status}")
            note(said[0])
    with steps.check("the console names the keys without a module"):
        board.console.catch_up()
        if not board.console.has_said(NO_MODULE):
            raise BootFailure("the message is not there")
    with steps.check("Docker runs"):
        expect(board.ssh, "systemctl is-active docker.service", "active")
