import datetime
import unittest

from hypriotos.wishes import accounts_in, has_passed, is_for_people, repeats_password, wants_password


class Dates(unittest.TestCase):
    def test_past_and_future(self) -> None:
        for date in ("2020-01-01", datetime.date(2020, 1, 1), "yesterday", "2020"):
            with self.subTest(date):
                self.assertTrue(has_passed(date))
        for date in (None, "", "2999-01-01", "Warning: redacted unserializable type <class 'datetime.date'>"):
            with self.subTest(date):
                self.assertFalse(has_passed(date))


class Shells(unittest.TestCase):
    def wants(self, config: dict) -> bool:
        return wants_password(config, "pirate", lambda value: value == "hypriot")

    def test_that_close_the_account(self) -> None:
        for shell in ("/usr/sbin/nologin", "/sbin/nologin", "nologin", "/bin/false", "/usr/bin/true", "/bin/sync"):
            user = {"name": "pirate", "plain_text_passwd": "hypriot", "shell": shell}
            with self.subTest(shell):
                self.assertTrue(self.wants({"users": [user]}))
                default = {"system_info": {"default_user": {"name": "pirate", "shell": shell}}}
                self.assertTrue(self.wants({**default, "users": ["default"]}))
                self.assertTrue(self.wants({**default, "user": {"gecos": "A pirate"}}))

    def test_that_do_not(self) -> None:
        for shell in (None, "", "/bin/bash", "/usr/bin/zsh", "/opt/true-shell"):
            user = {"name": "pirate", "plain_text_passwd": "hypriot", "shell": shell}
            with self.subTest(shell):
                self.assertFalse(self.wants({"users": [user]}))
                other = {"name": "ann", "shell": "/usr/sbin/nologin"}
                self.assertFalse(self.wants({"users": [user, other]}))


class Repeated(unittest.TestCase):
    def test_wherever_it_stands(self) -> None:
        for config, expected in (
            ({"users": [{"name": "pirate", "plain_text_passwd": "hypriot"}]}, True),
            ({"users": [{"name": "davy", "plain_text_passwd": "hypriot"}]}, False),
            ({"users": [{"name": "pirate", "plain_text_passwd": "reef"}]}, False),
            ({"password": "hypriot"}, True),
            ({"chpasswd": {"users": [{"name": "pirate", "password": "hypriot"}]}}, True),
            ({"chpasswd": {"list": ["pirate:hypriot"]}}, True),
            ({"chpasswd": {"list": "pirate:reef\ndavy:cove"}}, False),
            ({"chpasswd": {"users": "pirate"}}, False),
            ({"chpasswd": "pirate:hypriot"}, False),
            ({"password": None}, False),
            ({}, False),
        ):
            with self.subTest(str(config)):
                self.assertIs(repeats_password(config, "pirate", lambda value: value == "hypriot"), expected)


class Passwords(unittest.TestCase):
    def test_whose_are_set(self) -> None:
        for chpasswd, names in (
            ({"users": [{"name": "ann", "password": "x"}, "ben"]}, {"ann"}),
            ({"list": "ann:x\nben:y:z\n\n"}, {"ann", "ben"}),
            ({"list": ["ann:x", "ben:R"], "expire": False}, {"ann", "ben"}),
            ({"list": None}, set()),
            ("ann:x", set()),
            (None, set()),
        ):
            with self.subTest(str(chpasswd)):
                self.assertEqual(accounts_in(chpasswd), names)


class People(unittest.TestCase):
    def test_those_of_services_are_none(self) -> None:
        for user in ({"system": True}, {"shell": "/usr/sbin/nologin"}, {"shell": "/bin/false", "lock_passwd": True}):
            with self.subTest(user):
                self.assertFalse(is_for_people(user))
                self.assertTrue(is_for_people({**user, "ssh_authorized_keys": ["x"]}))
        self.assertTrue(is_for_people({"shell": "/bin/bash"}))
        self.assertTrue(is_for_people({}))


if __name__ == "__main__":
    unittest.main()
