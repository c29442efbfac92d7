from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.file import File


def system() -> MemorySystem:
    there = MemorySystem({"/etc/passwd": "root:x:0:0::/:/bin/sh\n", "/etc/shadow": "", "/etc/group": "root:x:0:\n"})
    there.add("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 raft\n", mode=0o600)
    there.add("/empty", "", owner=7)
    there.add("/archive", b"\xde\x12en_US.utf8\0")
    there.add_directory("/opt", mode=0o1777)
    there.add_link("/link", "etc/hosts")
    there.add_link("/broken", "nowhere")
    return there


class AFile(TestCase):
    def test_as_wanted(self) -> None:
        for wanted in (
            {"file": "/etc/hosts", "owner": "root", "group": "root", "mode": "0600", "empty": False},
            {"file": "/link", "has": ["^127", "raft$"], "lacks": "black"},
            {"file": "/link", "type": "link", "target": "etc/hosts"},
            {"file": "/broken", "type": "link"},
            {"file": "/opt", "type": "directory", "mode": 1777},
            {"file": "/empty", "empty": True},
            {"file": "/archive", "binary": True, "has": "en_US.utf8", "lacks": "de_DE"},
            {"file": "/etc/hosts", "is": "127.0.0.1 localhost\n127.0.1.1 raft"},
        ):
            with self.subTest(wanted=wanted):
                self.assertEqual(judged(File, system(), **wanted), [])

    def test_not_as_wanted(self) -> None:
        for wanted, problem in (
            ({"file": "/none"}, "/none: it is not there"),
            ({"file": "/broken"}, "/broken: it is not there"),
            ({"file": "/opt"}, "/opt: expected a file, found a directory"),
            ({"file": "/link", "type": "directory"}, "/link: expected a directory, found a file"),
            ({"file": "/link", "type": "link", "target": "x"}, "/link: expected a link to x, found one to etc/hosts"),
            ({"file": "/empty", "owner": "root"}, "/empty: expected the owner root, found number 7"),
            ({"file": "/empty", "group": "adm"}, "/empty: expected the group adm, found root"),
            ({"file": "/etc/hosts", "mode": "0640"}, "/etc/hosts: expected the mode 0640, found 0600"),
            ({"file": "/etc/hosts", "empty": True}, "/etc/hosts: expected no content, found 35 bytes"),
            ({"file": "/empty", "empty": False}, "/empty: expected some content, found 0 bytes"),
            ({"file": "/empty", "is": "x"}, "/empty: expected 'x', found nothing"),
            ({"file": "/empty", "has": "x"}, "/empty: expected a match of /x/, found nothing"),
            ({"file": "/link", "lacks": "1.1"}, "/link: expected no match of /1.1/, found '127.0.1.1 raft'"),
        ):
            with self.subTest(wanted=wanted):
                self.assertEqual(judged(File, system(), **wanted), [problem])
