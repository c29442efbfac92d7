import tempfile
from pathlib import Path
from unittest import TestCase

from machine.failure import BootFailure
from machine.password_test import OF_HYPRIOT
from settings import OURS, Settings, address

NEEDED = {"IMAGE_ARTIFACT": "a.img.zip", "HYPRIOT_PASSWORD": "hypriot", "VALUE_USERNAME": "pirate"}


class Address(TestCase):
    def test_forms(self) -> None:
        for text, host, port in (
            ("", None, 22),
            ("raft", "raft", 22),
            ("raft:2222", "raft", 2222),
            ("192.0.2.1:1", "192.0.2.1", 1),
            ("2001:db8::1", "2001:db8::1", 22),
            ("[2001:db8::1]", "2001:db8::1", 22),
            ("[2001:db8::1]:2222", "2001:db8::1", 2222),
        ):
            with self.subTest(text=text):
                self.assertEqual(address(text), (host, port))

    def test_invalid_ports(self) -> None:
        for port in ("ssh", "0", "65536", "-1"):
            with (
                self.subTest(port=port),
                self.assertRaisesRegex(BootFailure, f"^host is raft:{port}: {port} is not a port"),
            ):
                address(f"raft:{port}")


class Read(TestCase):
    def test_defaults(self) -> None:
        settings = Settings.read(NEEDED)
        self.assertEqual(
            settings,
            Settings(
                scenario="usual",
                machine="raspi3b",
                image=Path("/workspace/a.img.zip"),
                values={"username": "pirate"},
                password="hypriot",
                expectations=[OURS],
                boot_seconds=900,
            ),
        )
        self.assertEqual(settings.username, "pirate")

    def test_given_values(self) -> None:
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"#cloud-config\n")
            file.flush()
            given = {
                "SCENARIO": "stay",
                "MACHINE": "raspi4b",
                "BOOT_TIMEOUT": "7",
                "CARD_MEGABYTES": "8192",
                "USER_DATA": file.name,
                "OWN_EXPECTATIONS": "/own.yaml",
                "HOST": "raft:2222",
                "IDENTITY": "/key",
                "LOGIN_USER": "davy",
                "NETWORK_CONFIG": "",
            }
            settings = Settings.read(NEEDED | given)
        self.assertEqual((settings.scenario, settings.machine), ("stay", "raspi4b"))
        self.assertEqual((settings.boot_seconds, settings.card_size), (7, 8 << 30))
        self.assertEqual((settings.user_data, settings.network_config), (b"#cloud-config\n", None))
        self.assertEqual(settings.expectations, [OURS, Path("/own.yaml")])
        self.assertEqual(
            (settings.host, settings.port, settings.identity, settings.user), ("raft", 2222, Path("/key"), "davy")
        )

    def test_the_port_of_a_board_is_the_configured_one_unless_another_is_given(self) -> None:
        configured = NEEDED | {"VALUE_SSH": '{"port": 2022, "password_login": false}', "HOST": "raft"}
        settings = Settings.read(configured)
        self.assertEqual((settings.port, settings.ssh_port, settings.ssh_passwords), (2022, 2022, False))
        self.assertEqual(Settings.read(configured | {"HOST": "raft:7"}).port, 7)
        self.assertEqual((Settings.read(NEEDED).ssh_port, Settings.read(NEEDED).ssh_passwords), (22, True))

    def test_the_password_is_known_if_it_is_that_of_the_hash(self) -> None:
        hashed = {"HYPRIOT_PASSWORD_HASH": OF_HYPRIOT[0]}
        self.assertEqual(Settings.read(NEEDED | hashed).password, "hypriot")
        self.assertIsNone(Settings.read(NEEDED | hashed | {"HYPRIOT_PASSWORD": "locker"}).password)
        self.assertEqual(Settings.read(NEEDED | {"HYPRIOT_PASSWORD_HASH": ""}).password, "hypriot")

    def test_required_variables(self) -> None:
        for name in ("IMAGE_ARTIFACT", "HYPRIOT_PASSWORD"):
            with self.subTest(name=name), self.assertRaisesRegex(BootFailure, f"^{name} is not set"):
                Settings.read({key: value for key, value in NEEDED.items() if key != name})
