"""The DNS and time servers on a board's network. QEMU forwards the guest's DNS server and gateway to the loopback of
this container, so the guest needs no configuration."""

import re
import socket
import time
from pathlib import Path

from machine.dns import address_answer, asked_name
from machine.servers import LOOPBACK, serve_datagrams
from machine.sntp import time_answer

RESOLV_CONF = Path("/etc/resolv.conf")
# Names that resolve to our time server. systemd-timesyncd, chrony, ntpsec and others use them in Debian.
TIME_SERVERS = re.compile(rb"(^|\.)pool\.ntp\.org$", re.IGNORECASE)


class Neighbours:
    """Servers that run until the end of the run. The time server answers only while tells_time is true."""

    def __init__(self) -> None:
        self.tells_time = True
        self._upstream: str | None = None
        self._gateway = ""

    def start(self, gateway: str) -> None:
        """Starts the servers. Further calls only change the address that they have in the guest."""
        self._gateway = gateway
        if self._upstream:
            return
        self._upstream = upstream_server(RESOLV_CONF.read_text())
        serve_datagrams(53, self._answer_name)
        serve_datagrams(123, self._answer_time)
        # QEMU reads this file when it starts.
        RESOLV_CONF.write_text(f"nameserver {LOOPBACK}\n")

    def _answer_name(self, question: bytes) -> bytes | None:
        if TIME_SERVERS.search(asked_name(question)):
            return address_answer(question, self._gateway)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as forward:
            forward.settimeout(5)
            forward.sendto(question, (self._upstream, 53))
            return forward.recv(4096)

    def _answer_time(self, request: bytes) -> bytes | None:
        return time_answer(request, time.time()) if self.tells_time else None


def upstream_server(resolv_conf: str) -> str:
    found = re.search(r"^nameserver\s+(\S+)", resolv_conf, re.MULTILINE)
    return found[1] if found else LOOPBACK
