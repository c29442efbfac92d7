"""What user-data written for earlier releases of HypriotOS or for Raspberry Pi OS rely on, with what to write now."""

from __future__ import annotations

import re
from pathlib import Path

from hypriotos import users_data, wishes

# Their boot partition was mounted at /boot. Packages of kernels still write there.
ON_BOOT = re.compile(r"/boot/(?:user-data|meta-data|network-config|config\.txt|cmdline\.txt|[\w.-]+\.ya?ml)\b")

# Files that set up a network, with what has to be there to read them. cloud-init brings a dhcpcd without a service.
IFUPDOWN, DHCPCD = Path("/usr/sbin/ifup"), Path("/usr/lib/systemd/system/dhcpcd.service")
NETWORKS = {
    re.compile(r"/etc/network/interfaces\b"): IFUPDOWN,
    re.compile(r"/etc/dhcpcd\.conf$"): DHCPCD,
    re.compile(r"/etc/wpa_supplicant/wpa_supplicant\.conf$"): IFUPDOWN,
}
# Of the key `rpi`, which the cloud-init of Raspberry Pi OS has: interfaces, with the line that opens each.
RPI_INTERFACES = {
    "i2c": "dtparam=i2c_arm=on",
    "onewire": "dtoverlay=w1-gpio",
    "serial": "enable_uart=1",
    "spi": "dtparam=spi=on",
}


def found(scripts: list[str]) -> list[str]:
    """A sentence for each, as far as it has no effect on this system.

    scripts: those of the user's data, as in Reading
    """
    config = users_data.merged() or {}
    paths = [str(file.get("path")) for file in wishes.files_in(config)]
    unread = sorted(
        {path for path in paths for form, reader in NETWORKS.items() if form.match(path) and not reader.exists()}
    )
    said = (
        [f"Nothing reads {' and '.join(unread)}: write the network into network-config on the boot partition."]
        if unread
        else []
    )
    boot = sorted(
        {
            path
            for text in [*paths, *wishes.run_texts(config, scripts)]
            for path in ON_BOOT.findall(text)
            if not Path(path).exists()
        }
    )
    if boot:
        said.append(f"There is no {' and '.join(boot)}: the boot partition is at /boot/firmware.")
    return said + of_raspberry_pi_os(config)


def of_raspberry_pi_os(config: dict) -> list[str]:
    if "rpi" not in config:
        return []
    rpi = config["rpi"] if isinstance(config["rpi"], dict) else {}
    wanted = rpi.get("interfaces") if isinstance(rpi.get("interfaces"), dict) else {}
    lines = [line for name, line in RPI_INTERFACES.items() if wanted.get(name)]
    instead = f": write {' and '.join(lines)} into config.txt on the boot partition" if lines else ""
    return [f"Nothing reads rpi, a key of Raspberry Pi OS{instead}."]
