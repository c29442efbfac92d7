import struct
from unittest import TestCase

from machine.sntp import time_answer

# A request of version 4 from a client, with the client's time at the end.
REQUEST = bytes([0x23, 0, 6, 0]) + bytes(36) + b"ITS TIME"


class Time(TestCase):
    def test_the_answer(self) -> None:
        answer = time_answer(REQUEST, 1_700_000_000.5)
        assert answer is not None
        self.assertEqual(len(answer), 48)
        # No leap second, version 4, server, stratum 2, and the poll interval of the request.
        self.assertEqual(answer[:3], bytes([0x24, 2, 6]))
        self.assertEqual(answer[24:32], b"ITS TIME")
        for position in (16, 32, 40):
            self.assertEqual(struct.unpack_from(">II", answer, position), (1_700_000_000 + 2_208_988_800, 1 << 31))

    def test_the_version_of_the_request(self) -> None:
        answer = time_answer(bytes([0x1B]) + REQUEST[1:], 0)
        assert answer is not None
        self.assertEqual(answer[0], 0x1C)

    def test_short_requests(self) -> None:
        self.assertIsNone(time_answer(REQUEST[:47], 0))
