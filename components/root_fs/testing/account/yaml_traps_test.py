import unittest

from hypriotos import yaml_traps


def networks(settings: str) -> str:
    return f"version: 2\nwifis: {{ wlan0: {{ access-points: {{ {settings} }} }} }}\n"


class UserData(unittest.TestCase):
    def test_texts_that_cloud_init_needs(self) -> None:
        for text, key in {
            "hostname: 1234": "hostname",
            "hostname: null": "hostname",
            "local-hostname: 1.5": "local-hostname",
            "users: [default, 42]": "users",
            "user: { name: 42 }": "name",
            "users: [{ name: ann, groups: [sudo, 42] }]": "groups",
            "chpasswd: { users: [{ name: 42, password: reef }] }": "name",
            "keyboard: { layout: no }": "layout",
        }.items():
            with self.subTest(text):
                self.assertEqual(yaml_traps.misread(text), {key})

    def test_texts_that_change(self) -> None:
        self.assertEqual(yaml_traps.misread("password: 012\nuser: { passwd: 1_0 }"), {"password", "passwd"})

    def test_what_comes_out_as_it_was_written(self) -> None:
        for text in (
            "",
            "hostname:",
            "hostname: ~",
            'hostname: "042"',
            "password: 1234",
            "fqdn: 2026-11-26",
            "disk_setup: { /dev/sda: { layout: yes } }",
            "users: [{ name: ann, uid: 0123, lock_passwd: no }]",
        ):
            with self.subTest(text):
                self.assertEqual(yaml_traps.misread(text), set())

    def test_what_contains_itself(self) -> None:
        self.assertEqual(yaml_traps.misread("a: &a { hostname: reef, b: *a }\nhostname: 042"), {"hostname"})


class NetworkConfig(unittest.TestCase):
    def test_texts_that_change(self) -> None:
        for settings, key in {
            "reef: { password: 0123456701 }": "password",
            "reef: { auth: { password: 1_000_000_000 } }": "password",
            "0123: { password: anchors-aweigh }": "access-points",
            "on: {}": "access-points",
            "2026-11-26: {}": "access-points",
        }.items():
            with self.subTest(settings):
                self.assertEqual(yaml_traps.misread_of_network(networks(settings)), {key})

    def test_what_comes_out_as_it_was_written(self) -> None:
        for settings in (
            '"on": { password: "0123456701" }',
            "42: { password: 12345678 }",
            "true: {}",
            "reef: { hidden: yes, password: 2026-11-26 }",
            "<<: { reef: {} }",
        ):
            with self.subTest(settings):
                self.assertEqual(yaml_traps.misread_of_network(networks(settings)), set())


class Repetitions(unittest.TestCase):
    def test_in_one_mapping(self) -> None:
        self.assertEqual(yaml_traps.repeated("a: 1\nb: { c: 1, c: 2 }\na: 3"), {"a", "c"})

    def test_in_several(self) -> None:
        self.assertEqual(yaml_traps.repeated("a: { b: 1 }\nc: { b: 1 }"), set())


if __name__ == "__main__":
    unittest.main()
