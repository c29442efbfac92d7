"""Prints a seccomp filter, for setpriv, that makes sockets of the internet unavailable.

It is in the place of a network namespace, which a container without privileges cannot make. Emulated programs make the
calls of the machine, so the filter is for the machine's architecture, and for 32-bit programs on it.
"""

import platform
import struct
import sys

LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
# Offsets in struct seccomp_data: the number of the call, the architecture, the first argument.
NUMBER, ARCHITECTURE, FAMILY = 0, 4, 16
ALLOW = 0x7FFF0000
NETWORK_IS_UNREACHABLE = 0x00050000 | 101
FAMILIES = {"AF_INET": 2, "AF_INET6": 10, "AF_PACKET": 17}
# The architectures, and their calls socket and socketcall.
X86_64, I386, AARCH64, ARM = (
    (0xC000003E, 41, None),
    (0x40000003, 359, 102),
    (0xC00000B7, 198, None),
    (0x40000028, 281, 102),
)
CALLS = {"x86_64": [X86_64, I386], "aarch64": [AARCH64, ARM]}


def part_for(architecture: int, socket: int, socketcall: int | None) -> list[tuple[int, int, int, int]]:
    """The instructions for one architecture: code, jump if true, jump if false, value."""
    families = list(FAMILIES.values())
    body: list[tuple[int, int, int, int]] = [(LOAD, 0, 0, NUMBER)]
    if socketcall is not None:
        body += [(EQUAL, 0, 1, socketcall), (RETURN, 0, 0, NETWORK_IS_UNREACHABLE)]
    body += [(EQUAL, 1, 0, socket), (RETURN, 0, 0, ALLOW), (LOAD, 0, 0, FAMILY)]
    for family in families:
        body += [(EQUAL, 0, 1, family), (RETURN, 0, 0, NETWORK_IS_UNREACHABLE)]
    body.append((RETURN, 0, 0, ALLOW))
    return [(EQUAL, 0, len(body), architecture), *body]


program = [(LOAD, 0, 0, ARCHITECTURE)]
for calls in CALLS[platform.machine()]:
    program += part_for(*calls)
program.append((RETURN, 0, 0, ALLOW))
for code, true, false, value in program:
    sys.stdout.buffer.write(struct.pack("=HBBI", code, true, false, value))
