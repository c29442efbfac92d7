import unittest

from hypriotos.for_default import found

KEY = "ssh-ed25519 AAAA"
ONE = {"users": [{"name": "mara"}]}
SYSTEM = {"system_info": {"default_user": {"name": "pirate"}}}


def said(config: dict, meta_data: dict | None = None) -> str:
    return " ".join(found({**SYSTEM, **config}, meta_data or {}))


class ForDefault(unittest.TestCase):
    def test_nobody_gets_it(self) -> None:
        for config, meta_data, what in (
            ({"ssh_authorized_keys": [KEY]}, {}, "`ssh_authorized_keys` beside `users`"),
            ({"ssh_import_id": ["gh:mara"]}, {}, "`ssh_import_id` beside `users`"),
            ({"password": "reef"}, {}, "`password` beside `users`"),
            ({}, {"public-keys": KEY}, "`public-keys` in meta-data"),
            ({}, {"public-keys": [KEY]}, "`public-keys` in meta-data"),
            ({}, {"public-keys": {"mine": [KEY]}}, "`public-keys` in meta-data"),
            ({"password": "x", "ssh_authorized_keys": [KEY], "disable_root": False}, {}, "`password` beside `users`"),
        ):
            with self.subTest(config=config, meta_data=meta_data):
                self.assertRegex(said({**ONE, **config}, meta_data), f"^Nobody gets {what}: cloud-init has it for")

    def test_several(self) -> None:
        self.assertRegex(
            said({**ONE, "password": "reef", "ssh_authorized_keys": [KEY]}),
            "^Nobody gets `password` beside `users` and `ssh_authorized_keys` beside `users`: cloud-init has them for",
        )

    def test_somebody_gets_it(self) -> None:
        for config, meta_data in (
            ({"ssh_authorized_keys": [KEY]}, {"public-keys": [KEY]}),
            ({"users": ["default", {"name": "mara"}], "ssh_authorized_keys": [KEY]}, {}),
            ({"user": "mara", "password": "reef"}, {}),
            ({"users": [{"name": "mara", "ssh_authorized_keys": KEY}], "ssh_authorized_keys": [KEY]}, {}),
            ({"users": [{"name": "mara", "ssh_authorized_keys": [KEY]}]}, {"public-keys": {"mine": KEY}}),
            ({**ONE, "ssh_authorized_keys": [KEY], "disable_root": False}, {"public-keys": [KEY]}),
            ({**ONE, "ssh_authorized_keys": [], "password": None}, {"public-keys": {}}),
            ({**ONE, "allow_public_ssh_keys": False}, {"public-keys": [KEY]}),
            ({"user": {"name": [1]}, "ssh_authorized_keys": [KEY]}, {}),
        ):
            with self.subTest(config=config, meta_data=meta_data):
                self.assertEqual(said({"users": ["default"], **config}, meta_data), "")

    def test_keys_are_a_list(self) -> None:
        self.assertEqual(
            said({"users": ["default"], "ssh_authorized_keys": KEY}),
            "`ssh_authorized_keys` beside `users` is a list: write `- ` before the key.",
        )
