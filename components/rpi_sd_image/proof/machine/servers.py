"""Servers on the loopback of this container, to which QEMU forwards. They run until the end of the run."""

import socket
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOOPBACK = "127.0.0.1"


def serve_files(folder: Path) -> int:
    """Serves a folder over HTTP and returns the port."""
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve_datagrams(port: int, answer: Callable[[bytes], bytes | None]) -> None:
    """Answers requests over UDP. If answer returns None, no response is sent."""
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
            # Without a response, as if the request had been lost.
            return
        if response:
            server.sendto(response, sender)

    threading.Thread(target=serve, daemon=True).start()
