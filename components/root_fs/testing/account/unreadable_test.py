import unittest

from hypriotos.unreadable import reason

USERS = "users:\n  - name: mara\n"


class Reasons(unittest.TestCase):
    def test_what_is_said(self) -> None:
        fits = "does not fit what is before it"
        for file, text, said in (
            ("user-data", USERS, "The first line of user-data has to be #cloud-config."),
            ("user-data", "# cloud-config\n" + USERS, "The first line of user-data has to be #cloud-config."),
            ("user-data", f"#cloud-config\n{USERS}   uid: 7\n", f"Line 4 of user-data {fits}."),
            (
                "user-data",
                "#cloud-config\nusers:\n\t- name: mara",
                "Line 3 of user-data is indented with a tab: use blanks.",
            ),
            ("user-data", "#cloud-config\nhostname: 'reef\n", f"Line 3 of user-data {fits}."),
            (
                "network-config",
                "network:\n\tversion: 2\n",
                "Line 2 of network-config is indented with a tab: use blanks.",
            ),
            ("meta-data", "instance-id: a: b\n", f"Line 1 of meta-data {fits}."),
        ):
            with self.subTest(file=file, text=text):
                self.assertEqual(reason(file, text), said)

    def test_what_is_not(self) -> None:
        for file, text in (
            ("user-data", "#cloud-config\n" + USERS),
            ("user-data", "## template: jinja\n#cloud-config\n{% if a %}\n"),
            ("user-data", "#!/bin/sh\n\techo: 'x\n"),
            ("user-data", ""),
            ("network-config", "version: 2\n"),
            ("meta-data", "a: 2026-99-99\n"),
        ):
            with self.subTest(file=file, text=text):
                self.assertIsNone(reason(file, text))
