"""Messages of the domain name system (RFC 1035)."""

import socket
import struct

HEADER = 12
# A pointer to the name in the question, at byte 12.
NAME_OF_QUESTION = 0xC000 | HEADER
ADDRESS, INTERNET = 1, 1
LIFE_SECONDS = 60


def asked_name(question: bytes) -> bytes:
    """Returns the name in a question (section 4.1.2)."""
    labels: list[bytes] = []
    position = HEADER
    while position < len(question) and (length := question[position]):
        labels.append(question[position + 1 : position + 1 + length])
        position += 1 + length
    return b".".join(labels)


def address_answer(question: bytes, address: str) -> bytes:
    """Returns an answer with the address for questions of type A, and without records for others."""
    end = HEADER + len(asked_name(question)) + 2
    (kind,) = struct.unpack_from(">H", question, end)
    record = b""
    if kind == ADDRESS:
        record = struct.pack(">HHHIH", NAME_OF_QUESTION, ADDRESS, INTERNET, LIFE_SECONDS, 4) + socket.inet_aton(address)
    header = question[:2] + struct.pack(">HHHHH", 0x8180, 1, 1 if record else 0, 0, 0)
    return header + question[HEADER : end + 4] + record
