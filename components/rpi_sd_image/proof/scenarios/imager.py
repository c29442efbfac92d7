"""The card has all that Raspberry Pi Imager 2 writes: user-data, network-config and arguments for the kernel. They take
effect, in two boots, and cloud-init has nothing to complain of."""

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios.common import look_at
from scenarios.docker_works import expect

INSTANCE = "rpi-imager-1764431519"
ARGUMENTS = f"cfg80211.ieee80211_regdom=AT ds=nocloud;i={INSTANCE}"
GROUPS = "users,adm,dialout,audio,netdev,video,plugdev,cdrom,games,input,gpio,spi,i2c,render,sudo"
# Of the word harbour.
HASH = "$6$hunthunthunthunt$/zxwWS72cWnCbz/vjcVRtJk9M3LNYc0rTATFBGFWqsExtMGSWjv8AExxnA5vdxePqCG5a4dR4nvqaMeZMbsg40"
USER_DATA = f"""\
#cloud-config
hostname: reef
manage_etc_hosts: true
packages:
- avahi-daemon
apt:
  conf: |
    Acquire {{
      Check-Date "false";
    }};
timezone: Europe/Vienna
keyboard:
  model: pc105
  layout: "de"
enable_ssh: true
users:
- name: mara
  groups: {GROUPS}
  shell: /bin/bash
  lock_passwd: false
  passwd: {HASH}
ssh_pwauth: true
"""
NETWORK_CONFIG = b"""\
network:
  version: 2
  wifis:
    wlan0:
      dhcp4: true
      regulatory-domain: "AT"
      access-points:
        "lagoon":
          password: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      optional: true
"""
# What root finds, by the command that prints it.
PEOPLE = "getent passwd | awk -F : '$3 >= 1000 && $3 < 60000 { print $1, $3 }'"
EFFECTS = {
    "the account is the only one": (PEOPLE, "mara 1000"),
    "it has its password": ("grep ^mara: /etc/shadow | cut -d : -f 2", HASH),
    "it is in its groups": (
        "id -Gn mara | xargs -n 1 | grep -vx mara | sort | xargs",
        " ".join(sorted(GROUPS.split(","))),
    ),
    "cloud-init takes the card for Imager's": ("cloud-init query instance_id", INSTANCE),
    "nothing is degraded": ("cloud-init status --long | grep ^extended_status", "extended_status: done"),
    "apt has its setting": ("apt-config dump --format '%v%n' Acquire::Check-Date", "false"),
    "the kernel knows the country": ("grep -o 'ieee80211_regdom=[A-Z]*' /proc/cmdline", "ieee80211_regdom=AT"),
    "the Wi-Fi waits for its radio": (
        "systemctl show --property=LoadState,ActiveState --value netplan-wpa-wlan0",
        "loaded\ninactive",
    ),
}


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card(user_data=USER_DATA.encode(), network_config=NETWORK_CONFIG)
    board.add_kernel_arguments(ARGUMENTS)
    board.switch_on()
    has_taken_effect(board, steps)
    steps.phase = "after a reboot"
    board.reboot()
    has_taken_effect(board, steps)
    board.power_off()


def has_taken_effect(board: EmulatedBoard, steps: Steps) -> None:
    board.log_in()
    look_at(board, steps)
    for what, (command, answer) in EFFECTS.items():
        with steps.check(what):
            expect(board.ssh, command, answer, root=True)
