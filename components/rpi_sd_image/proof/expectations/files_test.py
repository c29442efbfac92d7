import tempfile
from pathlib import Path
from unittest import TestCase

from expectations.files import Data, load
from expectations.mistake import Mistake


def loaded(text: str, encoding: str = "utf-8") -> dict[str, list[Data]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.yaml"
        path.write_text(text, encoding)
        return load(path)


class Load(TestCase):
    def test_on_off_and_modes_are_text(self) -> None:
        text = "mine: [{ on: [off, yes], mode: 0640, sticky: 1777, zero: 0, less: -3, is: true, none: ~, 1: 1.5 }]"
        self.assertEqual(
            loaded(text),
            {
                "mine": [
                    {
                        "on": ["off", "yes"],
                        "mode": "0640",
                        "sticky": 1777,
                        "zero": 0,
                        "less": -3,
                        "is": True,
                        "none": None,
                        "1": "1.5",
                    }
                ]
            },
        )

    def test_hostile_files_are_refused(self) -> None:
        levels = "".join(f", &x{at + 1} [{', '.join([f'*x{at}'] * 9)}]" for at in range(40))
        for text, problem in (
            (f"mine: {'[' * 100_000}", "nested too deeply"),
            (f"mine: [{{ expect: a, on: [&x0 [a]{levels}] }}]", "aliases stand for more than"),
            ("mine: [{ expect: &a [*a] }]", "aliases stand for more than"),
            ("mine: [{ ? [a] : b }]", "a key is a list or a mapping"),
        ):
            with self.subTest(problem=problem, text=text[:40]), self.assertRaisesRegex(Mistake, problem):
                loaded(text)

    def test_mappings_that_merge_each_other_do_not_grow(self) -> None:
        text = "mine:\n- &x0 { expect: a }\n" + "".join(
            f"- &x{at + 1} {{ <<: [{', '.join([f'*x{at}'] * 9)}], key{at}: b }}\n" for at in range(40)
        )
        self.assertEqual(len(loaded(text)["mine"][40]), 41)

    def test_anchors_and_merge_keys(self) -> None:
        text = "mine:\n  - &one { expect: a, on: [image] }\n  - { <<: *one, expect: b }\n"
        self.assertEqual(loaded(text), {"mine": [{"expect": "a", "on": ["image"]}, {"expect": "b", "on": ["image"]}]})

    def test_an_empty_file_has_no_groups(self) -> None:
        self.assertEqual(loaded("# nothing yet\n"), {})

    def test_mistakes(self) -> None:
        for text, message in (
            ("mine: [", "mine.yaml is not valid YAML: "),
            ("- a", "mine.yaml has to contain groups"),
            ("mine: a", "the group 'mine' has to be a list of expectations"),
            ("mine: [a]", "the group 'mine' has to be a list of expectations"),
            ("mine: [{ a: 1, a: 2 }]", "the key 'a' appears twice"),
            ("mine: []\nmine: []", "the key 'mine' appears twice"),
        ):
            with self.subTest(text=text), self.assertRaises(Mistake) as caught:
                loaded(text)
            self.assertIn(message, str(caught.exception))

    def test_another_encoding(self) -> None:
        for encoding in ("latin-1", "utf-16"):
            with self.subTest(encoding), self.assertRaisesRegex(Mistake, r"^mine\.yaml is not in UTF-8: "):
                loaded("mine: [{ expect: schöner }]", encoding)

    def test_a_missing_file(self) -> None:
        with self.assertRaisesRegex(Mistake, r"^none\.yaml cannot be read: No such file or directory\.$"):
            load(Path("/none.yaml"))
