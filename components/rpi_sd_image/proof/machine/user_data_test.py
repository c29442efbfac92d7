from unittest import TestCase

import yaml

from machine.user_data import UserData, UserDataInvalid, as_plain

# The text, the same with a key added, its values, and the first user's password.
GIVEN: tuple[tuple[str, object, dict[str, str], str | None], ...] = (
    ("", {"ssh_authorized_keys": ["KEY"]}, {}, "configured"),
    (
        "hostname: raft.example",
        {"hostname": "raft.example", "ssh_authorized_keys": ["KEY"]},
        {"hostname": "raft"},
        "configured",
    ),
    (
        "fqdn: raft.example\npreserve_hostname: true",
        {"fqdn": "raft.example", "preserve_hostname": True, "ssh_authorized_keys": ["KEY"]},
        {},
        "configured",
    ),
    (
        "users: [{ name: davy, ssh_authorized_keys: [HIS] }, ann]",
        {"users": [{"name": "davy", "ssh_authorized_keys": ["HIS", "KEY"]}, "ann"]},
        {"username": "davy", "groupname": "davy"},
        None,
    ),
    (
        "users: [{ name: davy, ssh_authorized_keys: HIS }]",
        {"users": [{"name": "davy", "ssh_authorized_keys": ["HIS", "KEY"]}]},
        {"username": "davy", "groupname": "davy"},
        None,
    ),
    (
        "users: [{ name: davy, primary_group: crew, plain_text_passwd: locker }]",
        {
            "users": [
                {
                    "name": "davy",
                    "primary_group": "crew",
                    "plain_text_passwd": "locker",
                    "ssh_authorized_keys": ["KEY"],
                }
            ]
        },
        {"username": "davy", "groupname": "crew"},
        "locker",
    ),
    (
        "users: davy, ann",
        {"users": [{"name": "davy", "ssh_authorized_keys": ["KEY"]}, "ann"]},
        {"username": "davy", "groupname": "davy"},
        None,
    ),
    ("users: [default]", {"users": ["default"], "ssh_authorized_keys": ["KEY"]}, {}, "configured"),
    ("users: [default, ann]", {"users": ["default", "ann"], "ssh_authorized_keys": ["KEY"]}, {}, None),
    (
        "users: [default, ann]\npassword: x",
        {"users": ["default", "ann"], "password": "x", "ssh_authorized_keys": ["KEY"]},
        {},
        "x",
    ),
    (
        "user: davy",
        {"user": "davy", "ssh_authorized_keys": ["KEY"]},
        {"username": "davy", "groupname": "davy"},
        "configured",
    ),
    (
        "user: { name: davy, primary_group: crew }\npassword: x",
        {"user": {"name": "davy", "primary_group": "crew"}, "password": "x", "ssh_authorized_keys": ["KEY"]},
        {"username": "davy", "groupname": "crew"},
        "x",
    ),
    (
        "timezone: Europe/Vienna\nkeyboard: { layout: de, variant: neo }",
        {
            "timezone": "Europe/Vienna",
            "keyboard": {"layout": "de", "variant": "neo"},
            "ssh_authorized_keys": ["KEY"],
        },
        {
            "timezone": "Europe/Vienna",
            "keyboard": "de(neo)",
            "keyboard_layout": "de",
            "keyboard_variant": "neo",
        },
        "configured",
    ),
    (
        "keyboard: { layout: fr }",
        {"keyboard": {"layout": "fr"}, "ssh_authorized_keys": ["KEY"]},
        {"keyboard": "fr()", "keyboard_layout": "fr", "keyboard_variant": ""},
        "configured",
    ),
    ("keyboard: de", {"keyboard": "de", "ssh_authorized_keys": ["KEY"]}, {}, "configured"),
    ("1: one\nusers: 7", {1: "one", "users": 7, "ssh_authorized_keys": ["KEY"]}, {}, "configured"),
)


class ACloudConfig(TestCase):
    def test_only_the_key_is_added(self) -> None:
        for text, with_key, values, password in GIVEN:
            with self.subTest(text=text):
                user_data = UserData.parse(f"#cloud-config\n{text}\n")
                written = user_data.with_key("KEY")
                self.assertEqual(written.split("\n")[0], "#cloud-config")
                self.assertEqual(yaml.safe_load(written), with_key)
                self.assertEqual(user_data.values(), values)
                self.assertEqual(user_data.password("configured"), password)

    def test_how_the_first_user_becomes_root(self) -> None:
        for user, sudo in (
            ("{ name: davy, sudo: 'ALL=(ALL) NOPASSWD:ALL' }", "without_password"),
            ("{ name: davy, sudo: ['ALL=(ALL) NOPASSWD:ALL'], groups: [sudo] }", "without_password"),
            ("{ name: davy, sudo: [], groups: [video, sudo] }", "with_password"),
            ("{ name: davy, groups: 'video, sudo' }", "with_password"),
            ("{ name: davy, sudo: 'ALL=(ALL) ALL' }", "with_password"),
            ("{ name: davy, sudo: false, groups: [video] }", "none"),
            ("davy", "none"),
            ("default", None),
        ):
            with self.subTest(user=user):
                self.assertEqual(UserData.parse(f"#cloud-config\nusers: [{user}]\n").sudo(), sudo)

    def test_adding_a_key_does_not_change_the_object(self) -> None:
        user_data = UserData.parse("#cloud-config\nusers: [{ name: davy, ssh_authorized_keys: [HIS] }]\n")
        self.assertEqual(user_data.with_key("KEY"), user_data.with_key("KEY"))

    def test_invalid_cloud_configs(self) -> None:
        for text, message in (
            ("hostname: raft", "their first line is not #cloud-config"),
            ("#cloud-config\nhostname: [raft", "they are not valid YAML: "),
            ("#cloud-config\n- raft", "the top level of the YAML is not an object"),
            ("#cloud-config\nusers: []", "their list of users is empty"),
        ):
            with self.subTest(text=text), self.assertRaises(UserDataInvalid) as caught:
                UserData.parse(text)
            self.assertTrue(str(caught.exception).startswith(message), str(caught.exception))


class AsPlain(TestCase):
    def test_readable_forms(self) -> None:
        for text in (
            "## template: jinja\n#cloud-config\nuser: davy\n",
            "\ufeff\n#Cloud-Config\r\nuser: davy\r\n",
            "#cloud-config \nuser: davy",
        ):
            with self.subTest(text=text):
                self.assertEqual(as_plain(text), "#cloud-config\nuser: davy")

    def test_other_texts(self) -> None:
        for text in ("", "#!/bin/sh\n", "## template: jinja\n", "user: davy\n#cloud-config"):
            with self.subTest(text=text), self.assertRaisesRegex(UserDataInvalid, "not a cloud-config"):
                as_plain(text)
