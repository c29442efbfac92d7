"""What reaches the card, and when. Everything that is written to the boot partition goes through here."""

import os
import shutil
import subprocess
from pathlib import Path

SECTOR = 512


class Disk:
    """Files by their paths."""

    def is_file(self, path: Path) -> bool:
        return path.is_file()

    def is_folder(self, path: Path) -> bool:
        return path.is_dir()

    def files_in(self, folder: Path) -> list[str]:
        """Returns the files in a folder and its subfolders, relative to it. There are none if the folder is missing."""
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def read_back(self, path: Path) -> bytes:
        """Reads what is on the card, not what the page cache has of it."""
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return file.read()

    def write(self, path: Path, content: bytes) -> None:
        """Writes or overwrites a file. A power cut may leave anything in it until `settle` has returned."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def read_some(self, path: Path, position: int, size: int) -> bytes:
        with path.open("rb") as file:
            return os.pread(file.fileno(), size, position)

    def write_within_sector(self, path: Path, position: int, content: bytes) -> None:
        """Overwrites a part of a file or disk: one sector, and neither the FAT nor the folder. A power cut leaves the
        old or the new content. It is on the card when this returns."""
        if position // SECTOR != (position + len(content) - 1) // SECTOR:
            raise ValueError(f"{path}: {len(content)} bytes at {position} are in more than one sector")
        with path.open("r+b") as file:
            os.pwrite(file.fileno(), content, position)
            os.fsync(file.fileno())

    def record(self, path: Path, content: bytes) -> None:
        """Writes a small file of the root partition, which has a journal. A power cut leaves the old or the new
        content. It is on the card when this returns."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        self.write(new, content)
        new.rename(path)
        self._sync_folder(path.parent)

    def forget(self, path: Path) -> None:
        """Removes a file that `record` has written."""
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            self._sync_folder(path.parent)

    def remove(self, path: Path) -> None:
        """Removes a file, or a folder with everything in it."""
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def settle(self, folder: Path) -> None:
        """Returns when the file system of the folder is on the card as it is now."""
        subprocess.run(["sync", "--file-system", str(folder)], check=True)

    def room(self, folder: Path) -> tuple[int, int]:
        """Returns how many bytes are free, and how many a cluster has."""
        found = os.statvfs(folder)
        return found.f_bavail * found.f_frsize, found.f_frsize

    def is_writable(self, folder: Path) -> bool:
        return not os.statvfs(folder).f_flag & os.ST_RDONLY

    @staticmethod
    def _sync_folder(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
