"""Prints the image's network configuration with the configured networks and the user's own file in it.

    network_config.py IMAGES_OWN [USERS_OWN]

WIFI and NETWORK are JSON, as components/rpi_sd_image/fields.json describes them. Without any of these, the image's own
file is printed as it is.
"""

import json
import os
import sys
from pathlib import Path

import yaml
from own_yaml import check

WIRED, WIRELESS = "eth0", "wlan0"
COMMENT = (
    "# How the board is connected, from the first boot on: https://netplan.readthedocs.io/en/stable/netplan-yaml/\n"
)


def main(images_own, users_own=None):
    wifi, network = (json.loads(os.environ.get(name) or "{}") for name in ("WIFI", "NETWORK"))
    text = Path(images_own).read_text()
    config = yaml.safe_load(text)
    overlays = [*wireless(wifi), *static(network)]
    if users_own:
        own = check("network_config", users_own)
        overlays.append(own.get("network", own))
    if not overlays:
        sys.stdout.write(text)
        return
    for overlay in overlays:
        config = merged(config, overlay)
    sys.stdout.write(COMMENT + yaml.safe_dump(config, sort_keys=False, allow_unicode=True))


def wireless(wifi):
    """An interface that is optional does not hold up the boot of a board without a radio."""
    if wifi.get("networks"):
        access_points = {network["ssid"]: access_point(network) for network in wifi["networks"]}
        own = {"dhcp4": True, "optional": True, "regulatory-domain": wifi["country"], "access-points": access_points}
        yield {"wifis": {WIRELESS: own}}


def access_point(network):
    settings = {}
    # netplan takes 64 hexadecimal digits for a key.
    if password := network.get("password") or network.get("psk"):
        settings["password"] = password
    if network.get("hidden"):
        settings["hidden"] = True
    return settings


def static(network):
    """What the interface does not have configured comes by DHCP."""
    name = network.get("interface", WIRED)
    own = {}
    if "address" in network:
        own |= {"dhcp4": ":" in network["address"], "optional": True, "addresses": [network["address"]]}
        if "gateway" in network:
            own["routes"] = [{"to": "default", "via": network["gateway"]}]
    if network.get("dns"):
        # An interface that the image's own file does not have would get no address.
        own = {"dhcp4": True, "optional": True} | own | {"nameservers": {"addresses": network["dns"]}}
    if own:
        yield {"wifis" if name.startswith("wl") else "ethernets": {name: own}}


def merged(one, other):
    """Lays other over one. A list takes the place of a list."""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return other
    return one | {key: merged(one.get(key), value) for key, value in other.items()}


main(*sys.argv[1:])
