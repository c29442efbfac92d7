import hashlib
from unittest import TestCase

from expectations.values import from_environment


class FromEnvironment(TestCase):
    def test_variables_become_words(self) -> None:
        environment = {
            "VALUE_HOSTNAME": "black-pearl",
            "VALUE_VERSION": "",
            "VALUE_SSH_AUTHORIZED_KEYS": "one\n\n  \ntwo\n",
            "VALUE_CONTAINER_IMAGES": "",
            "HOSTNAME": "another",
            "MY_VALUE_X": "x",
        }
        self.assertEqual(
            from_environment(environment),
            {"hostname": "black-pearl", "version": "", "ssh_authorized_keys": ["one", "two"], "container_images": []},
        )

    def test_some_become_booleans(self) -> None:
        self.assertEqual(from_environment({"VALUE_COMPOSE": "/compose.yaml"}), {"compose": True})
        self.assertEqual(from_environment({"VALUE_COMPOSE": " "}), {"compose": False})

    def test_a_choice_becomes_a_boolean_for_each_value(self) -> None:
        self.assertEqual(
            from_environment({"VALUE_SUDO": "none"}),
            {"sudo": "none", "sudo_without_password": False, "sudo_with_password": False, "sudo_none": True},
        )

    def test_a_size_of_0_is_not_set(self) -> None:
        self.assertEqual(from_environment({"VALUE_BOOT_MEGABYTES": "0"}), {"boot_megabytes": ""})
        self.assertEqual(from_environment({"VALUE_BOOT_MEGABYTES": "256"}), {"boot_megabytes": "256"})

    def test_objects_become_several_words_without_passwords(self) -> None:
        self.assertEqual(
            from_environment(
                {"VALUE_WIFI": '{"country": "GB", "networks": [{"ssid": "nest", "password": "yo-ho-ho"}]}'}
            ),
            {"wifi_country": "GB", "wifi_ssids": ["nest"]},
        )
        self.assertEqual(
            from_environment({"VALUE_NETWORK": '{"address": "10.0.0.2/8", "dns": ["10.0.0.1"]}', "VALUE_WIFI": "{}"}),
            {
                "network_interface": "",
                "network_address": "10.0.0.2/8",
                "network_gateway": "",
                "network_dns": ["10.0.0.1"],
                "wifi_country": "",
                "wifi_ssids": [],
            },
        )

    def test_the_ssh_server_is_as_usual_where_nothing_is_configured(self) -> None:
        for text, passwords, port in (
            ("{}", True, "22"),
            ('{"password_login": false}', False, "22"),
            ('{"password_login": true, "port": 2222}', True, "2222"),
        ):
            with self.subTest(text=text):
                found = from_environment({"VALUE_SSH": text})
                self.assertEqual(found, {"ssh_passwords": passwords, "ssh_port": port})

    def test_the_hash_of_a_password_becomes_its_digest(self) -> None:
        hashed = "$6$salt$hash"
        found = from_environment({"HYPRIOT_PASSWORD_HASH": hashed})
        self.assertEqual(found, {"password_digest": hashlib.sha256(hashed.encode()).hexdigest()})
        self.assertEqual(from_environment({"HYPRIOT_PASSWORD_HASH": ""}), {"password_digest": ""})

    def test_the_modes_of_files_become_their_rights(self) -> None:
        modes = '[{"path": "/etc/my key", "group": "adm", "mode": "640"}, {"path": "/a", "owner": "ann"}]'
        found = from_environment({"VALUE_FILE_MODES": modes})["file_rights"]
        self.assertEqual(found, ["640 - adm /etc/my key", "- ann - /a"])
        self.assertEqual(from_environment({"VALUE_FILE_MODES": ""})["file_rights"], [])

    def test_some_words_are_made_from_fields(self) -> None:
        environment = {
            "VALUE_LOCALE": "de_DE.UTF-8\nC.UTF-8\naa_ER",
            "VALUE_KEYBOARD": "de(nodeadkeys)",
            "VALUE_REPOSITORIES": '[{"uris": ["https://a.example", "https://b.example"]}]',
            "VALUE_SERVICES": '{"enabled": ["a.service", "b.timer"]}',
            "VALUE_PACKAGES": "htop\ncurl=8.14.1-2\ngit/trixie-backports",
        }
        values = from_environment(environment)
        self.assertEqual(values["language"], "de_DE.UTF-8")
        self.assertEqual(values["locale_names"], ["de_DE.utf8", "aa_ER.utf8"])
        self.assertEqual((values["keyboard_layout"], values["keyboard_variant"]), ("de", "nodeadkeys"))
        self.assertEqual(values["repository_uris"], ["https://a.example", "https://b.example"])
        self.assertEqual(from_environment({"VALUE_REPOSITORIES": ""})["repository_uris"], [])
        self.assertEqual((values["enabled_services"], values["disabled_services"]), (["a.service", "b.timer"], []))
        self.assertEqual(values["package_names"], ["htop", "curl", "git"])
        self.assertEqual(from_environment({"VALUE_KEYBOARD": "de"})["keyboard_variant"], "")
