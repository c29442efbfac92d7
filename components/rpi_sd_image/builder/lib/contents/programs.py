"""Programs that are in no package."""

from pathlib import Path

from packageurl import PackageURL

from contents.files import digests
from contents.model import Licences, Part

DOCKER_MACHINE = "usr/local/bin/docker-machine"


def read_programs(root: Path, docker_machine: str) -> list[Part]:
    """docker_machine: its release, with or without a v before it; empty if it is not installed"""
    file = root / DOCKER_MACHINE
    if not docker_machine or not file.is_file():
        return []
    version = docker_machine.removeprefix("v")
    return [
        Part(
            kind="application",
            name="docker-machine",
            version=version,
            purl=PackageURL("github", "docker", "machine", f"v{version}").to_string(),
            summary="Docker Machine, which is no longer maintained",
            licences=Licences(("Apache-2.0",)),
            sha256=digests(file)[1],
        )
    ]
