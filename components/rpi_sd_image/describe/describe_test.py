import stat
from unittest import TestCase

from testing.memory_system import MemorySystem

from describe import File, Package, Use, folder_of, installed, occupied_in_ext4, owner_of, owners, uses

STATUS = """\
Package: dash
Status: install ok installed
Section: shells
Architecture: arm64
Version: 0.5.12-12
Description: POSIX-compliant shell

Package: bash
Status: hold ok installed
Section: shells
Architecture: arm64
Source: bash-src (5.2.37-2)
Version: 5.2.37-2+b10
Description: GNU Bourne Again SHell
 Version: this line continues the description.

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1
"""


class Packages(TestCase):
    def test_installed_packages_are_sorted(self) -> None:
        bash = Package("bash", "5.2.37-2+b10", "arm64", "shells", "bash-src", "GNU Bourne Again SHell")
        dash = Package("dash", "0.5.12-12", "arm64", "shells", "dash", "POSIX-compliant shell")
        self.assertEqual(installed(MemorySystem({"/var/lib/dpkg/status": STATUS})), [bash, dash])

    def test_a_system_without_dpkg_has_none(self) -> None:
        self.assertEqual(installed(MemorySystem()), [])


class Owners(TestCase):
    def test_paths_lead_through_links_to_directories(self) -> None:
        system = MemorySystem({"/usr/lib/libc.so": "x", "/var/lib/dpkg/info/libc6:arm64.list": "/lib\n/lib/libc.so\n"})
        system.add_link("/lib", "usr/lib")
        self.assertEqual(owners(system, {"libc6"})["/usr/lib/libc.so"], "libc6")

    def test_a_diverted_file_is_where_the_diversion_puts_it(self) -> None:
        system = MemorySystem(
            {
                "/var/lib/dpkg/info/bash.list": "/usr/bin/sh\n",
                "/var/lib/dpkg/info/dash.list": "/usr/bin/sh\n",
                "/var/lib/dpkg/diversions": "/usr/bin/sh\n/usr/bin/sh.distrib\ndash\n",
            }
        )
        system.add_directory("/usr/bin")
        self.assertEqual(owners(system, {"bash", "dash"}), {"/usr/bin/sh.distrib": "bash", "/usr/bin/sh": "dash"})

    def test_a_package_that_is_not_installed_owns_nothing(self) -> None:
        system = MemorySystem({"/var/lib/dpkg/info/gone.list": "/etc/gone\n"})
        self.assertEqual(owners(system, {"bash"}), {})

    def test_what_is_compiled_belongs_to_the_package_of_its_source(self) -> None:
        own = {"/usr/lib/python3/a.py": "python3-a"}
        for path, package in (
            ("/usr/lib/python3/__pycache__/a.cpython-313.pyc", "python3-a"),
            ("/usr/lib/python3/__pycache__/a.cpython-313.opt-1.pyc", "python3-a"),
            ("/usr/lib/python3/__pycache__/b.cpython-313.pyc", ""),
            ("/usr/lib/python3/a.py", "python3-a"),
        ):
            self.assertEqual(owner_of(path, own), package)


class Space(TestCase):
    def test_uses_are_sums_by_package_and_folder(self) -> None:
        files = [
            File("/usr/lib/modules/7/kernel/a.ko", 8192),
            File("/usr/lib/modules/7/b", 4096),
            File("/etc/own", 4096),
        ]
        owner = {"/usr/lib/modules/7/kernel/a.ko": "linux", "/usr/lib/modules/7/b": "linux"}
        self.assertEqual(uses(files, owner), [Use("linux", "/usr/lib/modules", 12288, 2), Use("", "/etc", 4096, 1)])

    def test_folders_have_at_most_three_names(self) -> None:
        for path, folder in (("/a", "/"), ("/etc/a", "/etc"), ("/usr/share/doc/bash/a", "/usr/share/doc")):
            self.assertEqual(folder_of(path), folder)

    def test_space_is_given_in_blocks(self) -> None:
        sizes = {(stat.S_IFREG, 0): 0, (stat.S_IFREG, 1): 4096, (stat.S_IFREG, 4097): 8192}
        links = {(stat.S_IFLNK, 59): 0, (stat.S_IFLNK, 60): 4096, (stat.S_IFCHR, 4096): 0}
        for (mode, size), expected in {**sizes, **links}.items():
            self.assertEqual(occupied_in_ext4(mode, size), expected)
