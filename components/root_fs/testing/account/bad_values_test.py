import unittest

from hypriotos.bad_values import found

YESCRYPT = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7"
SHA512 = "$6$reef4$" + "x" * 86


def with_user(**keys: object) -> dict:
    return {"users": [{"name": "mara", **keys}]}


class Passwords(unittest.TestCase):
    def test_a_hash_that_cloud_init_takes_for_a_text(self) -> None:
        for config, place in (
            ({"password": YESCRYPT}, "`password:`"),
            ({"chpasswd": {"list": f"mara:{YESCRYPT}"}}, "`list:`"),
            ({"chpasswd": {"list": ["ann:x", f"mara:{YESCRYPT}"]}}, "`list:`"),
            ({"chpasswd": {"users": [{"name": "mara", "password": SHA512, "type": "text"}]}}, "`type: text`"),
            (with_user(plain_text_passwd=SHA512), "`plain_text_passwd:`"),
        ):
            with self.subTest(config):
                self.assertRegex(" ".join(found(config)), f"^cloud-init takes the hash after {place} for a text")

    def test_quotation_marks_that_become_part_of_it(self) -> None:
        for config, place in (
            ({"password": "\u201creef\u201d"}, "`password:`"),
            (with_user(plain_text_passwd="\u201ereef\u201c"), "`plain_text_passwd:`"),
        ):
            with self.subTest(config):
                self.assertRegex(
                    " ".join(found(config)), f"^Quotation marks of a word processor begin what follows {place}"
                )

    def test_what_it_takes_as_it_is_meant(self) -> None:
        for config in (
            {"password": SHA512},
            {"password": "thirteensigns"},
            {"password": 12345678},
            {"chpasswd": {"list": f"mara:{SHA512}", "expire": False}},
            {"chpasswd": {"list": None}},
            {"chpasswd": {"users": [{"name": "mara", "password": YESCRYPT, "type": "hash"}, "ann"]}},
            {"chpasswd": {"users": [{"name": "mara", "password": YESCRYPT}]}},
            with_user(hashed_passwd=YESCRYPT, plain_text_passwd="$HOME"),
        ):
            with self.subTest(config):
                self.assertEqual(found(config), [])


class HostNames(unittest.TestCase):
    def test_what_is_none(self) -> None:
        for name in ("my_board", "my board", "-reef", "reef-", "bücher", "a" * 65, "reef..example", ".reef", "reef\n"):
            for key in ("hostname", "fqdn"):
                with self.subTest(name=name, key=key):
                    said = " ".join(found({key: name}))
                    self.assertTrue(said.startswith(f"{name} is no host name (`{key}:` in user-data)"), said)

    def test_what_is_one(self) -> None:
        no_text = "Warning: redacted unserializable type <class 'datetime.date'>"  # yaml_traps names that one.
        for name in ("reef", "Black-Pearl", "042", "a", "a" * 64, "reef.example.org", "3d-printer", no_text):
            with self.subTest(name):
                self.assertEqual(found({"hostname": name, "fqdn": name}), [])


class Sudo(unittest.TestCase):
    def test_what_is_no_rule(self) -> None:
        for sudo in (True, 1, {"ALL": "ALL"}):
            with self.subTest(sudo):
                self.assertRegex(" ".join(found(with_user(sudo=sudo))), "^`sudo:` of mara in user-data is no rule")

    def test_what_cloud_init_takes(self) -> None:
        for sudo in ("ALL=(ALL) ALL", ["ALL=(ALL) NOPASSWD:ALL"], False, None, ""):
            with self.subTest(sudo):
                self.assertEqual(found(with_user(sudo=sudo)), [])


if __name__ == "__main__":
    unittest.main()
