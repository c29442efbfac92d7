from unittest import TestCase

from testing.memory_system import MemorySystem

from systems.system import Unreadable


def system() -> MemorySystem:
    there = MemorySystem({"/usr/bin/sh": "x", "/usr/bin/env": b"\xff", "/usr/lib/a": "", "/etc/hosts": ""})
    there.add_link("/bin", "usr/bin")
    there.add_link("/usr/bin/bash", "./sh")
    there.add_link("/usr/bin/up", "../../etc/hosts")
    there.add_link("/usr/bin/absolute", "/bin/bash")
    there.add_link("/broken", "none/at/all")
    there.add_link("/last", "/etc/none")
    there.add_link("/circle", "/circle")
    return there


class RealPath(TestCase):
    def test_links_are_followed(self) -> None:
        for path, real in (
            ("/", "/"),
            ("/bin/sh", "/usr/bin/sh"),
            ("/bin/absolute", "/usr/bin/sh"),
            ("/usr/bin/up", "/etc/hosts"),
            ("/usr/./bin/../lib//a", "/usr/lib/a"),
            ("/../etc", "/etc"),
            ("/none", "/none"),
            ("/last", "/etc/none"),
            ("/none/a", None),
            ("/broken", None),
            ("/circle", None),
            ("/etc/hosts/a", None),
        ):
            with self.subTest(path=path):
                self.assertEqual(system().real_path(path), real)

    def test_the_last_link_is_optional(self) -> None:
        self.assertEqual(system().real_path("/bin/bash", follow=False), "/usr/bin/bash")
        self.assertEqual(system().real_path("/circle", follow=False), "/circle")


class Reading(TestCase):
    def test_entries(self) -> None:
        entry = system().entry("/bin/bash")
        link = system().entry("/bin/bash", follow=False)
        assert entry and link
        self.assertEqual(
            (entry.path, entry.is_file, link.path, link.target), ("/usr/bin/sh", True, "/usr/bin/bash", "./sh")
        )
        self.assertIsNone(system().entry("/broken"))

    def test_names(self) -> None:
        self.assertEqual(system().names_in("/bin"), ["absolute", "bash", "env", "sh", "up"])
        self.assertEqual(system().names_in("/none") + system().names_in("/etc/hosts"), [])

    def test_contents(self) -> None:
        self.assertEqual((system().text("/bin/bash"), system().read("/bin/env", 0)), ("x", b""))

    def test_unreadable_files(self) -> None:
        for path, message in (
            ("/none", "there is no /none"),
            ("/broken", "there is no /broken"),
            ("/etc", "/etc is not a file"),
            ("/bin/env", "/bin/env is not text in UTF-8: "),
        ):
            with self.subTest(path=path), self.assertRaises(Unreadable) as caught:
                system().text(path)
            self.assertTrue(str(caught.exception).startswith(message), str(caught.exception))


class Glob(TestCase):
    def test_patterns(self) -> None:
        for pattern, paths in (
            ("/etc/hosts", ["/etc/hosts"]),
            ("/etc/none", []),
            ("/usr/*/a", ["/usr/lib/a"]),
            ("/bin/[a-b]*", ["/bin/absolute", "/bin/bash"]),
            ("/b*", ["/bin", "/broken"]),
            ("/broken", ["/broken"]),
            ("/usr/lib/?", ["/usr/lib/a"]),
            ("/usr/lib/**", ["/usr/lib/a"]),
            ("/none/**", []),
        ):
            with self.subTest(pattern=pattern):
                self.assertEqual(system().glob(pattern), paths)

    def test_files_below_a_link(self) -> None:
        self.assertEqual(system().glob("/bin/**")[:2], ["/usr/bin/absolute", "/usr/bin/bash"])
