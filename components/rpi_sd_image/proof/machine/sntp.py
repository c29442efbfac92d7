"""Messages that tell the time (SNTP, RFC 4330)."""

import struct

LENGTH = 48
SECONDS_TO_1970 = 2208988800


def time_answer(request: bytes, now: float) -> bytes | None:
    """Returns the answer of a stratum-2 server that has just been synchronized, or None if the request is too short.
    now: seconds since 1970."""
    if len(request) < LENGTH:
        return None
    seconds, fraction = divmod(now, 1)
    stamp = struct.pack(">II", int(seconds) + SECONDS_TO_1970, int(fraction * (1 << 32)))
    version = request[0] & 0x38
    return bytes([version | 4, 2, request[2], 0xEC]) + bytes(8) + b"BOOT" + stamp + request[40:48] + stamp + stamp
