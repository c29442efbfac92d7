from unittest import TestCase

from expectations.settings import SettingsError, parse


class Formats(TestCase):
    def test_assignments(self) -> None:
        text = "# remark\n\nID=debian\nNAME='Black Pearl'\nVERSION=\"7 (x)\" # of today\n  A=\n"
        self.assertEqual(
            parse(text, "assignments"), {"ID": "debian", "NAME": "Black Pearl", "VERSION": "7 (x) # of today", "A": ""}
        )

    def test_ini(self) -> None:
        text = "[Service]\n; remark\nExecStart=a:b\nExecStart=c=d\n[Unit]\nAfter=%i x\n"
        self.assertEqual(parse(text, "ini"), {"Service.ExecStart": "c=d", "Unit.After": "%i x"})

    def test_json(self) -> None:
        text = '{"log": {"size": "1m", "tags": []}, "hosts": ["a", {"b": null}], "live": true}'
        self.assertEqual(
            parse(text, "json"), {"log.size": "1m", "log.tags": [], "hosts.0": "a", "hosts.1.b": None, "live": True}
        )

    def test_yaml(self) -> None:
        text = "users:\n  - name: davy\n    groups: {}\n1: one\n"
        self.assertEqual(parse(text, "yaml"), {"users.0.name": "davy", "users.0.groups": {}, "1": "one"})
        self.assertEqual(parse("", "yaml"), {})

    def test_config_txt(self) -> None:
        self.assertEqual(parse("[pi4]\na=1", "config.txt"), {"pi4.a": "1"})

    def test_invalid_texts(self) -> None:
        for text, form, message in (
            ("just words", "assignments", "'just words' is not NAME=value"),
            ("A='", "assignments", "No closing quotation"),
            ("a=1", "ini", "File contains no section headers"),
            ("{", "json", "Expecting property name"),
            ("a: [", "yaml", "while parsing a flow"),
            ("[1]", "json", "the top level is not an object"),
            ("- 1", "yaml", "the top level is not an object"),
        ):
            with self.subTest(text=text), self.assertRaises(SettingsError) as caught:
                parse(text, form)
            self.assertIn(message, str(caught.exception))
            self.assertNotIn("\n", str(caught.exception))
