"""Servers on our loopback, to which QEMU's network leads. They serve as long as the run lasts."""

import socket
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOOPBACK = "127.0.0.1"
# The address by which the guest finds them.
GATEWAY = "10.0.2.2"


def serve_files(folder: Path) -> int:
    """Over HTTP, on a port of the gateway, which it returns."""
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve_datagrams(port: int, answer: Callable[[bytes], bytes | None]) -> None:
    """Over UDP: what answer makes of a request; None is no answer."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((LOOPBACK, port))

    def serve() -> None:
        while True:
            request, sender = server.recvfrom(4096)
            threading.Thread(target=reply, args=(request, sender), daemon=True).start()

    def reply(request: bytes, sender: tuple[str, int]) -> None:
        try:
            response = answer(request)
        except OSError:
            # As good as lost on the way.
            return
        if response:
            server.sendto(response, sender)

    threading.Thread(target=serve, daemon=True).start()
