import socket
from unittest import TestCase

from machine.dns import address_answer, asked_name
from machine.neighbours import TIME_SERVERS, upstream_server


def question(name: str, kind: int) -> bytes:
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return b"\x12\x34\x01\x00\x00\x01" + bytes(6) + labels + b"\0" + bytes([0, kind, 0, 1])


class Names(TestCase):
    def test_the_name_in_a_question(self) -> None:
        self.assertEqual(asked_name(question("0.debian.pool.ntp.org", 1)), b"0.debian.pool.ntp.org")

    def test_truncated_questions(self) -> None:
        self.assertEqual(asked_name(question("pool.ntp.org", 1)[:17]), b"pool")
        self.assertEqual(asked_name(b""), b"")

    def test_answers_of_type_a(self) -> None:
        asked = question("pool.ntp.org", 1)
        answer = address_answer(asked, "10.0.2.2")
        self.assertEqual(answer[:12], b"\x12\x34\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00")
        self.assertEqual(answer[12 : len(asked)], asked[12:])
        self.assertEqual(
            answer[len(asked) :], b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + socket.inet_aton("10.0.2.2")
        )

    def test_answers_of_other_types_are_empty(self) -> None:
        asked = question("pool.ntp.org", 28)
        answer = address_answer(asked, "10.0.2.2")
        self.assertEqual(answer, b"\x12\x34\x81\x80\x00\x01" + bytes(6) + asked[12:])

    def test_time_servers(self) -> None:
        for name, ours in (
            (b"pool.ntp.org", True),
            (b"2.Debian.Pool.NTP.org", True),
            (b"whirlpool.ntp.org", False),
            (b"pool.ntp.org.example", False),
        ):
            with self.subTest(name=name):
                self.assertEqual(TIME_SERVERS.search(name) is not None, ours)

    def test_the_upstream_server(self) -> None:
        self.assertEqual(upstream_server("search x\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n"), "192.0.2.53")
        self.assertEqual(upstream_server("# nameserver 192.0.2.53\n"), "127.0.0.1")
