from unittest import TestCase

from machine.network import USUAL, Network, network_of


def network(address: str, gateway: str = "", dns: list[str] | None = None, interface: str = "") -> Network:
    return network_of(
        {
            "network_interface": interface,
            "network_address": address,
            "network_gateway": gateway,
            "network_dns": dns or [],
        }
    )


class NetworkOfABoard(TestCase):
    def test_a_static_address_with_all_that_belongs_to_it(self) -> None:
        options = ",net=192.168.1.0/24,host=192.168.1.1,dns=192.168.1.3,dhcpstart=192.168.1.4"
        for dns in ([], ["192.168.1.1"], ["192.168.1.2", "9.9.9.9", "fd00::1"]):
            self.assertEqual(
                network("192.168.1.2/24", "192.168.1.1", dns), Network("192.168.1.2", "192.168.1.1", options)
            )

    def test_its_name_server_has_its_own_address(self) -> None:
        made = network("10.1.2.3/8", "10.1.1.1", ["10.0.0.53", "9.9.9.9"], "eth0")
        self.assertEqual(made.options, ",net=10.0.0.0/8,host=10.1.1.1,dns=10.0.0.53,dhcpstart=10.0.0.1")

    def test_a_static_address_alone(self) -> None:
        made = network("10.0.0.1/29")
        self.assertEqual((made.board, made.gateway), ("10.0.0.1", "10.0.0.2"))

    def test_the_usual_one_otherwise(self) -> None:
        for made in (
            network(""),
            network("fd00::2/64"),
            network("10.0.0.1/30", "10.0.0.2"),
            network("10.0.0.2/24", interface="wlan0"),
            network_of({}),
        ):
            self.assertEqual(made, USUAL)
