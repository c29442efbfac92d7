"""Cards with what Raspberry Pi Imager 2 writes: user-data, network-config and arguments for the kernel. They take
effect, and cloud-init has nothing to complain of. One card has an account with a password, and a Wi-Fi network; the
other has an account with a key, and a country for a radio that the board does not have."""

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios.common import look_at
from scenarios.docker_works import expect

INSTANCE = "rpi-imager-1764431519000"
ARGUMENTS = f"cfg80211.ieee80211_regdom=AT ds=nocloud;i={INSTANCE}"
GROUPS = "users,adm,dialout,audio,netdev,video,plugdev,cdrom,games,input,gpio,spi,i2c,render,sudo"
# Of the word harbour.
HASH = "$6$hunthunthunthunt$/zxwWS72cWnCbz/vjcVRtJk9M3LNYc0rTATFBGFWqsExtMGSWjv8AExxnA5vdxePqCG5a4dR4nvqaMeZMbsg40"
COMMON = f"""\
#cloud-config
manage_resolv_conf: false

hostname: reef
manage_etc_hosts: true
packages:
- avahi-daemon

apt:
  preserve_sources_list: true
  conf: |
    Acquire {{
      Check-Date "false";
    }};

timezone: Europe/Vienna
keyboard:
  model: pc105
  layout: "de"
users:
- name: mara
  groups: {GROUPS}
  shell: /bin/bash
"""
WITH_PASSWORD = f"""{COMMON}\
  lock_passwd: false
  passwd: "{HASH}"

enable_ssh: true
ssh_pwauth: true
"""
WITH_KEY = f"""{COMMON}\
  lock_passwd: true
  ssh_authorized_keys:
    - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl9g mara@reef
  sudo: ALL=(ALL) NOPASSWD:ALL

enable_ssh: true
ssh_pwauth: false

runcmd:
  - [ rfkill, unblock, wifi ]
  - [ sh, -c, "for f in /var/lib/systemd/rfkill/*:wlan; do echo 0 > \\"$f\\"; done" ]
"""
WIRED = """\
network:
  version: 2
  ethernets:
    eth0:
      dhcp4: true
      dhcp6: true
      optional: true
"""
WITH_WIFI = f"""{WIRED}\
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
IN_GROUPS = "id -Gn mara | xargs -n 1 | grep -vx mara | sort | xargs"
EFFECTS = {
    "the account is the only one": (PEOPLE, "mara 1000"),
    # Who may be root may use Docker.
    "it is in its groups": (IN_GROUPS, " ".join(sorted(["docker", *GROUPS.split(",")]))),
    "cloud-init takes the card for Imager's": ("cloud-init query instance_id", INSTANCE),
    "nothing is degraded": ("cloud-init status --long | grep ^extended_status", "extended_status: done"),
    "apt has its setting": ("apt-config dump --format '%v%n' Acquire::Check-Date", "false"),
    "the kernel knows the country": ("grep -o 'ieee80211_regdom=[A-Z]*' /proc/cmdline", "ieee80211_regdom=AT"),
}
WIFI_UNIT = "systemctl show --property=LoadState,ActiveState --value netplan-wpa-wlan0"
OF_PASSWORD = EFFECTS | {
    "it has its password": ("grep ^mara: /etc/shadow | cut -d : -f 2", HASH),
    "the Wi-Fi waits for its radio": (WIFI_UNIT, "loaded\ninactive"),
}
OF_KEY = EFFECTS | {"SSH takes no passwords": ("sshd -T | grep ^passwordauthentication", "passwordauthentication no")}


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    insert(board, WITH_PASSWORD, WITH_WIFI)
    board.switch_on()
    has_taken_effect(board, steps, OF_PASSWORD)
    steps.phase = "after a reboot"
    board.reboot()
    has_taken_effect(board, steps, OF_PASSWORD)
    board.power_off()

    steps.phase = "with a key, and a country for no radio"
    insert(board, WITH_KEY, WIRED)
    board.switch_on()
    has_taken_effect(board, steps, OF_KEY)
    board.power_off()


def insert(board: EmulatedBoard, user_data: str, network_config: str) -> None:
    board.insert_card(user_data=user_data.encode(), network_config=network_config.encode())
    board.add_kernel_arguments(ARGUMENTS)


def has_taken_effect(board: EmulatedBoard, steps: Steps, effects: dict[str, tuple[str, str]]) -> None:
    board.log_in()
    look_at(board, steps)
    for what, (command, answer) in effects.items():
        with steps.check(what):
            expect(board.ssh, command, answer, root=True)
