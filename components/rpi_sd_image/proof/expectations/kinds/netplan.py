from collections.abc import Iterator, Mapping

import yaml

from expectations.data import as_fields, as_list
from expectations.kinds.forms import Path, Text, Texts
from expectations.kinds.kind import Default, Kind, Optional, Required
from systems.system import System


class Netplan(Kind):
    """A network configuration in netplan's form. Wi-Fi is optional: a missing radio does not hold up the boot."""

    name = "netplan"
    netplan = Required(Path(), "the file")
    access_points = Default(Texts(), "names of Wi-Fi networks that it must have", [])
    country = Optional(Text(), "the country of all Wi-Fi interfaces, as two letters")
    addresses = Default(Texts(), "static addresses with their prefixes", [])
    gateway = Optional(Text(), "the gateway of the default route")
    name_servers = Default(Texts(), "addresses of name servers", [])

    def judge(self, system: System) -> Iterator[str]:
        try:
            file = as_fields(yaml.safe_load(system.text(self.netplan)))
        except yaml.YAMLError as error:
            yield f"{self.netplan} is not valid YAML: {' '.join(str(error).split())}"
            return
        config = as_fields(file.get("network", file))
        wireless = {name: as_fields(one) for name, one in as_fields(config.get("wifis", {})).items()}
        wired = [as_fields(one) for one in as_fields(config.get("ethernets", {})).values()]
        for problem in (*self.judge_wireless(wireless), *self.judge_addresses([*wireless.values(), *wired])):
            yield f"{self.netplan}: {problem}"

    def judge_wireless(self, interfaces: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
        known = {name for one in interfaces.values() for name in as_fields(one.get("access-points", {}))}
        for name in self.access_points:
            if name not in known:
                yield f"expected the Wi-Fi network '{name}', it is not there"
        if self.country is not None and not interfaces:
            yield f"expected Wi-Fi in the country {self.country}, found no Wi-Fi"
        for name, one in interfaces.items():
            if one.get("optional") is not True:
                yield f"{name} is not optional: without a radio, it holds up the boot"
            if self.country is not None and (country := one.get("regulatory-domain")) != self.country:
                yield f"{name}: expected the country {self.country}, found {country}"

    def judge_addresses(self, interfaces: list[Mapping[str, object]]) -> Iterator[str]:
        routes = [as_fields(route) for one in interfaces for route in as_list(one.get("routes", []))]
        servers = [as_fields(one.get("nameservers", {})).get("addresses", []) for one in interfaces]
        found: dict[str, tuple[list[str], list[object]]] = {
            "address": (self.addresses, [it for one in interfaces for it in as_list(one.get("addresses", []))]),
            "gateway": (
                [self.gateway] if self.gateway is not None else [],
                [route.get("via") for route in routes if route.get("to") == "default"],
            ),
            "name server": (self.name_servers, [server for own in servers for server in as_list(own)]),
        }
        for what, (wanted, there) in found.items():
            for one in wanted:
                if one not in there:
                    yield f"expected the {what} {one}, found {', '.join(map(str, there)) or 'none'}"
