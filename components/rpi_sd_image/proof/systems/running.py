"""The system that this program runs on. It must run as root."""

import contextlib
import os
import posixpath
import signal
import stat
import subprocess
from collections.abc import Iterator

from systems.system import Entry, Finished, System, Unreadable


class RunningSystem(System):
    def __init__(self, place: str) -> None:
        self.place = place

    def look(self, path: str) -> Entry | None:
        try:
            status = os.lstat(path)
            target = os.readlink(path) if stat.S_ISLNK(status.st_mode) else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
        return Entry(path, status.st_mode, status.st_uid, status.st_gid, status.st_size, target)

    def names(self, path: str) -> list[str]:
        try:
            return sorted(os.listdir(path))
        except OSError as error:
            raise Unreadable(f"{path} cannot be listed: {error.strerror}") from error

    def content(self, path: str, limit: int | None) -> bytes:
        try:
            with open(path, "rb") as file:
                return file.read(-1 if limit is None else limit)
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror}") from error

    def walk(self, top: str = "/") -> Iterator[Entry]:
        entry = self.look(top)
        if entry is None or not entry.is_directory:
            return
        device = os.lstat(top).st_dev
        waiting = [top]
        while waiting:
            directory = waiting.pop()
            for path in self._paths_on(device, directory):
                entry = self.look(path)
                if entry is None:
                    continue
                yield entry
                if entry.is_directory:
                    waiting.append(path)

    def _paths_on(self, device: int, directory: str) -> list[str]:
        """Returns the paths in a directory that are on a device. Files can disappear at any time, as the system is
        running."""
        paths: list[str] = []
        try:
            for name in sorted(os.listdir(directory)):
                path = posixpath.join(directory, name)
                with contextlib.suppress(FileNotFoundError):
                    if os.lstat(path).st_dev == device:
                        paths.append(path)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Unreadable(f"{directory} cannot be listed: {error.strerror}") from error
        return paths

    def run(self, command: str, user: str, seconds: float) -> Finished:
        process = subprocess.Popen(
            ["runuser", "--user", user, "--", "sh", "-c", command] if user != "root" else ["sh", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            # Kills the command and all processes that it has started.
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            printed = output.strip()[-500:] or "nothing"
            raise Unreadable(f"`{command}` did not end within {seconds:g} s. It had printed: {printed}") from error
        return Finished(process.returncode, output)

    def kernel_release(self) -> str | None:
        return os.uname().release
