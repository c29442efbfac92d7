"""Networks are configured for missing devices. Only the services of these devices may wait for them."""

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.steps import Steps
from scenarios.common import look_at
from scenarios.docker_works import bring_image, containers

NETWORK_CONFIG = b"""\
network:
  version: 2
  wifis:
    wlan0:
      dhcp4: true
      regulatory-domain: "AT"
      optional: true
      access-points: { "lagoon": { password: "0123456789abcdef" } }
    wlan1:
      dhcp4: true
      optional: false
      access-points: { "lagoon": { password: "0123456789abcdef" }, "reef": {} }
  ethernets:
    eth1: { addresses: [192.0.2.10/24], optional: false }
    eth0: { dhcp4: true }
  bridges:
    br-absent: { interfaces: [eth1], dhcp4: true }
  vlans:
    vlan-absent: { id: 5, link: eth0, dhcp4: true }
"""
ABSENT = ("wlan0", "wlan1")
# An emulated board takes at most this long. If it waits for a device, it takes ten minutes.
USUAL_SECONDS = 400


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card(network_config=NETWORK_CONFIG)
    board.switch_on()
    waits_for_nothing(board, steps)
    steps.phase = "after a reboot"
    board.reboot()
    waits_for_nothing(board, steps)
    bring_image(board.ssh, steps)
    containers(board.ssh, steps)
    board.power_off()


def waits_for_nothing(board: EmulatedBoard, steps: Steps) -> None:
    board.log_in()
    look_at(board, steps)
    with steps.check("nothing but the Wi-Fi waits for it") as note:
        entered = board.ssh.run("systemctl show --property=ActiveEnterTimestampMonotonic --value network.target")
        reached = int(entered) / 1e6
        note(f"network.target {reached:.0f} s after the kernel")
        if reached > USUAL_SECONDS:
            raise BootFailure(f"network.target was reached {reached:.0f} s after the kernel")
    for name in ABSENT:
        with steps.check(f"the service of {name} is there, for when the device is"):
            unit = f"netplan-wpa-{name}.service"
            state = board.ssh.run(f"systemctl show --property=LoadState,ActiveState --value {unit}").split()
            if state != ["loaded", "inactive"]:
                raise BootFailure(f"it is {' '.join(state)}")
