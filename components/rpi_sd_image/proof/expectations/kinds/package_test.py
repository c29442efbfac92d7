from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.package import STATUS, Package, Packages, starts_with

DATABASE = """\
Package: docker.io
Status: install ok installed
Architecture: arm64
Version: 26.1.5+dfsg1-9
Description: engine
 of containers

Package: old
Status: deinstall ok config-files
Architecture: all
Version: 1

"""
SYSTEM = MemorySystem({STATUS: DATABASE})


class Installed(TestCase):
    def test_as_wanted(self) -> None:
        for wanted in (
            {"package": "docker.io"},
            {"package": "docker.io | docker-ce", "version": "26.1"},
            {"package": ["docker-ce|docker.io"], "version": "latest"},
        ):
            with self.subTest(wanted=wanted):
                self.assertEqual(judged(Package, SYSTEM, **wanted), [])

    def test_not_as_wanted(self) -> None:
        self.assertEqual(
            judged(Package, SYSTEM, package=["old", "none"]), ["old is not installed", "none is not installed"]
        )
        self.assertEqual(
            judged(Package, SYSTEM, package="docker.io", version="27"),
            ["docker.io: expected the version 27, found 26.1.5+dfsg1-9"],
        )

    def test_beginnings_of_versions(self) -> None:
        for version, wanted, starts in (
            ("26.1.5", "26.1", True),
            ("26.10", "26.1", False),
            ("5:26.1.5", "26", True),
            ("26.1.5", "5:26.1", True),
            ("26.1+x", "26.1", True),
            ("2611", "26.1", False),
        ):
            with self.subTest(version=version, wanted=wanted):
                self.assertEqual(starts_with(version, wanted), starts)


class Database(TestCase):
    def test_as_wanted(self) -> None:
        self.assertEqual(judged(Packages, SYSTEM, packages="arm64"), [])

    def test_not_as_wanted(self) -> None:
        broken = DATABASE.replace("ok installed", "ok half-configured").replace("arm64", "amd64")
        self.assertEqual(
            judged(Packages, MemorySystem({STATUS: broken}), packages="arm64"),
            [
                "docker.io: expected it to be installed, it is 'install ok half-configured'",
                "docker.io: expected it for arm64, it is for amd64",
            ],
        )
