"""The network of a board in QEMU. It is the one that the board has a static address in, if it has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, ip_address

from expectations.data import as_list

WIRED = "eth0"


@dataclass(frozen=True)
class Network:
    # The board's address. Empty: the one that it gets by DHCP.
    board: str
    # The board's way to the servers on the loopback of this container.
    gateway: str
    # Options of QEMU's user network. Empty: its own network.
    options: str


USUAL = Network(board="", gateway="10.0.2.2", options="")


def network_of(values: Mapping[str, object]) -> Network:
    """Returns the network for configured values. It is the usual one if there is no IPv4 address, or no room for others
    beside it. An interface other than the wired one does not exist in QEMU."""
    address = str(values.get("network_address", ""))
    if not address or ":" in address or values.get("network_interface") not in ("", WIRED):
        return USUAL
    interface = IPv4Interface(address)
    board, gateway = str(interface.ip), str(values.get("network_gateway", ""))
    servers = [str(one) for one in as_list(values.get("network_dns", []))]
    free = (str(one) for one in interface.network.hosts() if str(one) not in (board, gateway, *servers))
    near = [one for one in servers if one not in (board, gateway) and is_in(one, interface)]
    try:
        host = gateway or next(free)
        # Each of them has to be another address of the network.
        dns, dhcp = near[0] if near else next(free), next(free)
    except StopIteration:
        return USUAL
    return Network(board, host, f",net={interface.network},host={host},dns={dns},dhcpstart={dhcp}")


def is_in(address: str, interface: IPv4Interface) -> bool:
    parsed = ip_address(address)
    return isinstance(parsed, IPv4Address) and parsed in interface.network
