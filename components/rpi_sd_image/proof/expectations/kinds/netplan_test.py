from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.netplan import Netplan

FILE = "/network-config"
TEXT = """\
version: 2
ethernets:
  eth0:
    addresses: [10.0.0.2/8]
    routes: [{ to: default, via: 10.0.0.1 }, { to: 10.1.0.0/16, via: 10.0.0.9 }]
    nameservers: { addresses: [10.0.0.1] }
wifis:
  wlan0:
    optional: true
    regulatory-domain: GB
    access-points: { nest: {}, "0123": { password: abcdefgh } }
"""
WANTED = {
    "access_points": ["nest", "0123"],
    "country": "GB",
    "addresses": "10.0.0.2/8",
    "gateway": "10.0.0.1",
    "name_servers": ["10.0.0.1"],
}


class ANetworkConfiguration(TestCase):
    def judged(self, text: str, **wanted: object) -> list[str]:
        return judged(Netplan, MemorySystem({FILE: text}), netplan=FILE, **wanted)

    def test_as_wanted(self) -> None:
        self.assertEqual(self.judged(TEXT, **WANTED), [])
        self.assertEqual(self.judged("network:\n  " + TEXT.replace("\n", "\n  "), **WANTED), [])
        self.assertEqual(self.judged("version: 2\n"), [])

    def test_nothing_of_it(self) -> None:
        self.assertEqual(
            self.judged("version: 2\n", **WANTED),
            [
                "/network-config: expected the Wi-Fi network 'nest', it is not there",
                "/network-config: expected the Wi-Fi network '0123', it is not there",
                "/network-config: expected Wi-Fi in the country GB, found no Wi-Fi",
                "/network-config: expected the address 10.0.0.2/8, found none",
                "/network-config: expected the gateway 10.0.0.1, found none",
                "/network-config: expected the name server 10.0.0.1, found none",
            ],
        )

    def test_other_values(self) -> None:
        for old, new, problem in (
            ("GB", "FR", "wlan0: expected the country GB, found FR"),
            ("optional: true", "optional: false", "wlan0 is not optional: without a radio, it holds up the boot"),
            ("via: 10.0.0.1 ", "via: 10.0.0.7 ", "expected the gateway 10.0.0.1, found 10.0.0.7"),
        ):
            with self.subTest(new=new):
                self.assertEqual(self.judged(TEXT.replace(old, new), **WANTED), [f"/network-config: {problem}"])

    def test_what_is_not_yaml(self) -> None:
        (problem,) = self.judged("a: [")
        self.assertTrue(problem.startswith("/network-config is not valid YAML: "), problem)
