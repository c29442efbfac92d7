import base64
from unittest import TestCase

from machine.door import kernel_arguments

# arm64's kernel cuts its arguments off there. Those of the image come before.
LIMIT = 2048
OF_THE_IMAGE = 512


class TheDoor(TestCase):
    def test_a_unit_and_what_starts_it(self) -> None:
        key = f"ssh-ed25519 {'A' * 68} boot"
        arguments = kernel_arguments(key, 65022)
        credential, wants = arguments.split(" ")
        self.assertEqual(wants, "systemd.wants=boot-door.service")
        name, _, unit = credential.partition(":")
        self.assertEqual(name, "systemd.set_credential_binary=systemd.extra-unit.boot-door.service")
        text = base64.b64decode(unit).decode()
        self.assertIn("sshd -D -f none -p 65022 ", text)
        self.assertIn(f'"AuthorizedKeysCommand=/usr/bin/echo {key}"\n', text)
        self.assertLess(len(arguments), LIMIT - OF_THE_IMAGE)
