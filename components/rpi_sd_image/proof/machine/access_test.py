from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest import TestCase

import yaml

from expectations.values import choice
from machine.access import Access, Way, prepare
from machine.card import Card
from machine.failure import BootFailure
from machine.key import Key

KEY = Key(Path("/key"), "ssh-ed25519 AAAA boot")
CONFIGURED = {"hostname": "black-pearl", "username": "pirate", "groupname": "pirate", "version": "7"}


class CardOfFiles(Card):
    def __init__(self, **files: str) -> None:
        super().__init__(Path("/card.img"), 0, 0)
        self.files = {name.replace("_", "-"): content.encode() for name, content in files.items()}

    def has(self, name: str) -> bool:
        return name in self.files

    def read(self, name: str) -> bytes:
        return self.files[name]

    def write(self, name: str, content: bytes) -> None:
        self.files[name] = content


def prepared(card: Card, own: bool = False) -> Access:
    with redirect_stdout(StringIO()):
        return prepare(card, KEY, CONFIGURED, "hypriot", own)


class Ways(TestCase):
    def test_the_key_is_added_to_user_data(self) -> None:
        card = CardOfFiles(user_data="#cloud-config\nhostname: raft\nusers: [{ name: davy }]\n")
        access = prepared(card)
        self.assertEqual((access.way, access.user, access.password), (Way.USER_DATA, "davy", None))
        said = {"hostname": "raft", "username": "davy", "groupname": "davy", "version": "7"}
        self.assertEqual(access.values, {**said, **choice("sudo", "none")})
        self.assertEqual(access.sudo, "none")
        written = yaml.safe_load(card.read("user-data"))
        self.assertEqual(written["users"], [{"name": "davy", "ssh_authorized_keys": [KEY.public]}])
        self.assertFalse(card.has("vendor-data"))

    def test_the_configured_account_becomes_root_as_configured(self) -> None:
        card = CardOfFiles(user_data="#cloud-config\nhostname: raft\n")
        with redirect_stdout(StringIO()):
            access = prepare(card, KEY, {**CONFIGURED, **choice("sudo", "with_password")}, "hypriot", own=False)
        self.assertEqual(access.sudo, "with_password")
        self.assertEqual(prepared(card).sudo, "without_password")

    def test_the_images_user_data_have_the_configured_password(self) -> None:
        text = "#cloud-config\nusers: [{ name: pirate, hashed_passwd: $6$x }]\n"
        self.assertEqual(prepared(CardOfFiles(user_data=text), own=True).password, "hypriot")
        self.assertIsNone(prepared(CardOfFiles(user_data=text)).password)

    def test_a_script_adds_the_key_to_templates(self) -> None:
        text = "## template: jinja\n#cloud-config\nusers: [{ name: mara }]\n"
        card = CardOfFiles(user_data=text)
        access = prepared(card)
        self.assertEqual((access.way, access.user), (Way.SCRIPT, "mara"))
        self.assertEqual(card.read("user-data").decode(), text)
        script = card.read("vendor-data").decode()
        self.assertTrue(script.startswith("#!/bin/sh\n"))
        self.assertIn(f"echo '{KEY.public}' >>", script)

    def test_the_console_for_unreadable_user_data(self) -> None:
        text = "#cloud-config\nhostname: [raft\n"
        card = CardOfFiles(user_data=text)
        self.assertEqual(prepared(card), Access(Way.CONSOLE, CONFIGURED, "hypriot"))
        self.assertEqual(card.files, {"user-data": text.encode()})

    def test_the_console_needs_the_password(self) -> None:
        with self.assertRaisesRegex(BootFailure, "^the key cannot be added .* knows only the hash of the password"):
            prepare(CardOfFiles(user_data="hostname: raft\n"), KEY, CONFIGURED, None, own=False)

    def test_missing_user_data(self) -> None:
        with self.assertRaisesRegex(BootFailure, "^the boot partition has no user-data"):
            prepared(CardOfFiles())
