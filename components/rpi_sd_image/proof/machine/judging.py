"""Makes a running system judge itself. The expectations are copied to it and judged by its own Python."""

import io
import json
import shlex
import tarfile
from collections.abc import Generator, Mapping
from contextlib import suppress
from pathlib import Path

from expectations import Result
from machine.failure import BootFailure
from machine.ssh import Ssh

HERE = Path(__file__).parent.parent
# The packages that `python3 -m expectations` needs.
PACKAGES = ("expectations", "systems")


def judge(ssh: Ssh, place: str, values: Mapping[str, object], files: list[Path]) -> Generator[Result]:
    """Yields the results of a system's expectations. Raises BootFailure.

    place: qemu or board
    values: the values of the words in expectations
    files: files of expectations, each of which overrides those before it
    """
    directory = ssh.run("mktemp --directory")
    # Numbered, because files in different folders can have the same name.
    names = [f"{number}-{file.name}" for number, file in enumerate(files)]
    try:
        ssh.run(f"tar -xzf - -C {directory}", given=bundle(values, dict(zip(names, files, strict=True))))
        arguments = shlex.join(["--on", place, "--values", "values.json", *names])
        for line in ssh.lines(f"cd {directory} && python3 -B -m expectations {arguments}", root=True, accepted=(0, 1)):
            yield as_result(line)
    finally:
        # An earlier failure is more useful than this one.
        with suppress(BootFailure):
            ssh.outcome(f"rm -rf {directory}")


def bundle(values: Mapping[str, object], files: Mapping[str, Path]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for package in PACKAGES:
            archive.add(HERE / package, package, filter=undated)
        for name, file in files.items():
            add(archive, name, file.read_bytes())
        add(archive, "values.json", json.dumps(dict(values)).encode())
    return buffer.getvalue()


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def undated(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Removes the date. A board may have no clock, so that today's date would be in the future."""
    member.mtime = 0
    return None if "__pycache__" in member.name else member


def as_result(line: str) -> Result:
    try:
        return Result.from_json(line)
    except ValueError as error:
        said = line.strip()
        raise BootFailure(f"the system did not return a result, but: {said}") from error
