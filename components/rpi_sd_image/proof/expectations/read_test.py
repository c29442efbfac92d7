import tempfile
from collections.abc import Mapping
from pathlib import Path
from unittest import TestCase

from expectations.check import check
from expectations.kinds import File
from expectations.layers import layers
from expectations.mistake import Mistake
from expectations.read import Expectation, read

OURS = Path(__file__).parents[1] / "expectations.yaml"
VALUES = {"hostname": "black.pearl", "keys": ["a", "b"], "images": [], "compose": True}


def expectations(*texts: str, place: str = "image", values: Mapping[str, object] = VALUES) -> list[Expectation]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.yaml" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text)
        return read(files, place, values)


def only_file(text: str) -> File:
    (one,) = expectations(text)
    assert isinstance(one.kind, File)
    return one.kind


class Ours(TestCase):
    def test_all_are_valid(self) -> None:
        checked = [check(data) for _, data, _ in layers([OURS]).values()]
        self.assertGreater(len(checked), 100)


class Read(TestCase):
    def test_only_expectations_for_the_place(self) -> None:
        text = "g: [{ expect: a, on: [image, qemu], file: /a }, { expect: b, on: [board], file: /b }]"
        self.assertEqual([one.name for one in expectations(text)], ["a"])
        self.assertEqual([one.name for one in expectations(text, place="board")], ["b"])

    def test_a_later_file_replaces_removes_and_adds(self) -> None:
        ours = "x: [{ expect: a, on: [image], file: /a }, { expect: b, on: [image], file: /b }]"
        own = (
            "y: [{ expect: c, on: [image], file: /c }, { expect: b, off: true }]\n"
            "z: [{ expect: a, on: [image], file: /2 }]"
        )
        found = expectations(ours, own)
        self.assertEqual([(one.group, one.name) for one in found], [("x", "a"), ("y", "c")])
        replaced = found[0].kind
        assert isinstance(replaced, File)
        self.assertEqual(replaced.file, "/2")

    def test_values_have_their_types(self) -> None:
        wanted = only_file("g: [{ expect: a, on: [image], file: /a, mode: 0640, has: x, empty: false, is: text }]")
        self.assertEqual((wanted.mode, wanted.empty, wanted.whole, wanted.owner), (0o640, False, "text", None))
        self.assertEqual((wanted.type, wanted.lacks), ("file", []))
        self.assertEqual([pattern.pattern for pattern in wanted.has], ["x"])

    def test_words_are_filled_in_and_quoted_in_patterns(self) -> None:
        wanted = only_file("g: [{ expect: a, on: [image], file: '/{hostname}', has: ['^{hostname}$', '{keys}'] }]")
        self.assertEqual(wanted.file, "/black.pearl")
        self.assertEqual([pattern.pattern for pattern in wanted.has], [r"^black\.pearl$", "a", "b"])

    def test_conditions(self) -> None:
        text = (
            "g: [{ expect: a, on: [image], file: /a, when: [compose, keys], unless: images,"
            " if_file: '/{hostname}', unless_file: /b, if_kernel_option: [NET, PCI] }]"
        )
        (one,) = expectations(text)
        self.assertEqual((one.when, one.unless), ({"compose": True, "keys": True}, {"images": False}))
        self.assertEqual((one.if_file, one.unless_file), ("/black.pearl", "/b"))
        self.assertEqual(one.if_kernel_option, ("NET", "PCI"))

    def test_expectations_that_do_not_apply_need_no_value(self) -> None:
        text = "g: [{ expect: a, on: [image], when: images, file: '{path}' }]"
        self.assertEqual(len(expectations(text, values={"images": [], "path": ""})), 1)
        with self.assertRaisesRegex(Mistake, "`file` has to be a path from the root"):
            expectations(text, values={"images": ["x"], "path": ""})

    def test_mistakes_name_file_and_expectation(self) -> None:
        for data, message in (
            ("on: [image], fiel: /a", "it has no kind. Unknown key: fiel; did you mean 'file'?"),
            ("on: [image], file: /a, absent: /b", "it has 2 kinds: file, absent. Split it into 2 expectations."),
            ("on: [image], file: /a, ownr: root", "the kind file has no `ownr`: did you mean 'owner'?"),
            ("on: [image], fstab: /etc/fstab", "the kind fstab needs `mounts`: "),
            ("file: /a", "`on` has to be a list"),
            ("on: [bord], file: /a", "`on` has 'bord': did you mean 'board'?"),
            ("on: [image], command: ls", "the kind command cannot be judged on image, only on qemu, board."),
            ("on: [image], service: a, active: true", "`active` cannot be judged on image, only on qemu, board."),
            ("on: [image], file: '{hostnam}'", "it has the word {hostnam}, which has no value: did you mean"),
            ("on: [image], file: /a, when: 7", "`when` has to be the name of a value"),
            ("on: [image], file: /a, if_file: 7", "`if_file` has to be a path."),
            ("on: [image], file: /a, if_kernel_option: CONFIG_NET", "`if_kernel_option` has to be the name of"),
            ("on: [image], file: /a, has: '('", "`has` has '(', which is not a regular expression"),
            (
                "on: [image], settings: /a, match: { b: '(' }",
                "`match` has '(' for b, which is not a regular expression",
            ),
            (
                "on: [image], file: /a, mode: 640",
                "`mode` has to be a mode of four octal digits, such as 0640, but is 640.",
            ),
            ("on: [image], permissions: /", "the kind permissions needs `world_writable`, `setuid` or `owned`"),
            ("on: [image], partitions: [{ typ: c }]", "a partition has no `typ`: did you mean 'type'?"),
            ("on: [image], boards: Pi 4B", "there is no board 'Pi 4B': did you mean 'Pi 4 B'?"),
            ("on: [image], kernel_options: CONFIG_NET", "'CONFIG_NET' is not a kernel option"),
        ):
            with self.subTest(data=data), self.assertRaises(Mistake) as caught:
                expectations(f"g: [{{ expect: a, {data} }}]")
            self.assertTrue(str(caught.exception).startswith(f"0.yaml: 'a': {message}"), str(caught.exception))

    def test_mistakes_of_layers(self) -> None:
        one = "g: [{ expect: a, on: [image], file: /a }]"
        for own, message in (
            ("g: [{ on: [image], file: /a }]", "an expectation in 'g' has no `expect:`"),
            ("g: [{ expect: x, off: true }, { expect: x, off: true }]", "'x' is off, but there is no such expectation"),
            ("g: [{ expect: a, off: true }, { expect: a, off: true }]", "'a' appears twice."),
            ("g: [{ expect: a, off: true, on: [image] }]", "'a': `off: true` allows no other key"),
            ("g: [{ expect: a, off: false }]", "'a': `off: true` allows no other key"),
        ):
            with self.subTest(own=own), self.assertRaises(Mistake) as caught:
                expectations(one, own)
            self.assertTrue(str(caught.exception).startswith(f"1.yaml: {message}"), str(caught.exception))

    def test_expectations_for_other_places_are_checked_too(self) -> None:
        with self.assertRaises(Mistake):
            expectations("g: [{ expect: a, on: [board], file: a }]")
