"""What a board finds on its network: names, the time, and a mirror of packages. QEMU's network leads from the guest's DNS server
and gateway to this container's loopback, so that nothing has to be set in the system for it."""

import re
import socket
import struct
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# Of QEMU's network: what is sent there comes to our loopback.
GATEWAY = "10.0.2.2"
LOOPBACK = "127.0.0.1"
RESOLV_CONF = Path("/etc/resolv.conf")
# Names that lead to us: the time servers of Debian's systemd-timesyncd, of chrony, ntpsec and others.
TIME_SERVERS = re.compile(rb"(^|\.)pool\.ntp\.org$", re.IGNORECASE)
SECONDS_TO_1970 = 2208988800


class Neighbours:
    """Serves as long as the run lasts; the time only while it is asked to."""

    def __init__(self) -> None:
        self.tells_time = True
        # How often somebody asked for the time.
        self.asked = 0
        self._upstream: str | None = None

    def start(self) -> None:
        """Once; names are answered through us from then on."""
        if self._upstream:
            return
        self._upstream = upstream_server()
        serve_datagrams(53, self._answer_name)
        serve_datagrams(123, self._answer_time)
        # QEMU reads it when it starts.
        RESOLV_CONF.write_text(f"nameserver {LOOPBACK}\n")

    def _answer_name(self, question: bytes) -> bytes | None:
        if TIME_SERVERS.search(asked_name(question)):
            return address_answer(question, GATEWAY)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as forward:
            forward.settimeout(5)
            forward.sendto(question, (self._upstream, 53))
            return forward.recv(4096)

    def _answer_time(self, request: bytes) -> bytes | None:
        if len(request) < 48:
            return None
        self.asked += 1
        return time_answer(request, time.time()) if self.tells_time else None


def serve_files(folder: Path) -> int:
    """Over HTTP, on a port of the gateway, which it returns."""
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def serve_datagrams(port: int, answer) -> None:
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((LOOPBACK, port))

    def serve() -> None:
        while True:
            request, sender = server.recvfrom(4096)
            threading.Thread(target=reply, args=(request, sender), daemon=True).start()

    def reply(request: bytes, sender: tuple) -> None:
        try:
            response = answer(request)
        except OSError:
            # As good as lost on the way.
            return
        if response:
            server.sendto(response, sender)

    threading.Thread(target=serve, daemon=True).start()


def upstream_server() -> str:
    found = re.search(r"^nameserver\s+(\S+)", RESOLV_CONF.read_text(), re.MULTILINE)
    return found.group(1) if found else LOOPBACK


def asked_name(question: bytes) -> bytes:
    """The name in a question of DNS (RFC 1035, 4.1.2)."""
    labels, position = [], 12
    while position < len(question) and (length := question[position]):
        labels.append(question[position + 1 : position + 1 + length])
        position += 1 + length
    return b".".join(labels)


def address_answer(question: bytes, address: str) -> bytes:
    """Address for a question of type A, and none for the others."""
    end = 12 + len(asked_name(question)) + 2
    (kind,) = struct.unpack_from(">H", question, end)
    is_address = kind == 1
    header = question[:2] + struct.pack(">HHHHH", 0x8180, 1, int(is_address), 0, 0)
    # The name is that of the question, at byte 12; a minute of life.
    record = struct.pack(">HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton(address) if is_address else b""
    return header + question[12 : end + 4] + record


def time_answer(request: bytes, now: float) -> bytes:
    """SNTP (RFC 4330): a server of stratum 2 that has just been set."""
    seconds, fraction = divmod(now, 1)
    stamp = struct.pack(">II", int(seconds) + SECONDS_TO_1970, int(fraction * (1 << 32)))
    version = request[0] & 0x38
    return bytes([version | 4, 2, request[2], 0xEC]) + bytes(8) + b"BOOT" + stamp + request[40:48] + stamp + stamp
