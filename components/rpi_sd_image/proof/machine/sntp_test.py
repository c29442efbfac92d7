import struct
from unittest import TestCase

from machine.sntp import time_answer

# Of version 4 from a client, with the time that it believes in.
REQUEST = bytes([0x23, 0, 6, 0]) + bytes(36) + b"ITS TIME"


class Time(TestCase):
    def test_the_answer(self) -> None:
        answer = time_answer(REQUEST, 1_700_000_000.5)
        assert answer is not None
        self.assertEqual(len(answer), 48)
        # No leap second, version 4, from a server of stratum 2, asked as often.
        self.assertEqual(answer[:3], bytes([0x24, 2, 6]))
        self.assertEqual(answer[24:32], b"ITS TIME")
        for position in (16, 32, 40):
            self.assertEqual(struct.unpack_from(">II", answer, position), (1_700_000_000 + 2_208_988_800, 1 << 31))

    def test_the_version_is_that_of_the_request(self) -> None:
        answer = time_answer(bytes([0x1B]) + REQUEST[1:], 0)
        assert answer is not None
        self.assertEqual(answer[0], 0x1C)

    def test_what_is_no_request(self) -> None:
        self.assertIsNone(time_answer(REQUEST[:47], 0))
