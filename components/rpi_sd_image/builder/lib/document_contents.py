"""Writes what is in an image: NAME-VERSION.cdx.json, NAME-VERSION.spdx.json and NAME-VERSION.licences.txt.gz.

document_contents.py --root DIR --boot DIR --name NAME --version VERSION --out DIR [...]

The same contents give the same bytes. SOURCE_DATE_EPOCH is the time that the documents carry. Neither passwords, nor
their hashes, nor contents of files get into the documents, except the texts of licences.
"""

import argparse
import gzip
import os
import sys
from dataclasses import asdict
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from contents.container_images import read_container_images, read_digests
from contents.cyclonedx_document import Invalid, cyclonedx
from contents.files import read_files
from contents.firmware import read_firmware, read_source
from contents.kernel import kernels_without_package
from contents.licence_texts import licence_texts
from contents.model import Contents
from contents.packages import read_archives, read_packages
from contents.programs import read_programs
from contents.spdx_document import spdx


def main() -> int:
    given = arguments()
    contents = read_contents(given)
    # Of the contents, so that another image has another one.
    serial = uuid5(NAMESPACE_URL, repr(asdict(contents)))
    start = given.out / f"{contents.name}-{contents.version}"
    try:
        write(Path(f"{start}.cdx.json"), cyclonedx(contents, serial).encode())
    except Invalid as error:
        print(f"error: {error}. This is a fault of this builder: please report it.", file=sys.stderr)
        return 1
    write(Path(f"{start}.spdx.json"), spdx(contents, serial).encode())
    texts = licence_texts(contents, given.root, given.boot).encode()
    write(Path(f"{start}.licences.txt.gz"), gzip.compress(texts, mtime=0))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--root", type=Path, required=True, help="the root file system")
    parser.add_argument("--boot", type=Path, required=True, help="what is on the boot partition")
    parser.add_argument("--out", type=Path, required=True, help="folder for the documents")
    parser.add_argument("--name", required=True, help="of the image")
    parser.add_argument("--version", required=True, help="of the image")
    parser.add_argument(
        "--archives", type=Path, required=True, help="packages of other archives than the distribution's"
    )
    parser.add_argument("--digests", type=Path, required=True, help="digests of container images, which may be missing")
    parser.add_argument("--firmware-source", type=Path, required=True, help="where it is from, which may be missing")
    parser.add_argument("--docker-machine", default="", help="its release")
    return parser.parse_args()


def read_contents(given: argparse.Namespace) -> Contents:
    system = os_release(given.root / "usr/lib/os-release")
    distribution, release = system.get("ID", "debian"), system.get("VERSION_ID", "")
    packages = read_packages(given.root, distribution, read_archives(given.archives))
    names = {package.name for package in packages}
    return Contents(
        name=given.name,
        version=given.version,
        distribution=distribution,
        release=release,
        architecture=next((package.architecture for package in packages if package.name == "dpkg"), ""),
        time=int(os.environ["SOURCE_DATE_EPOCH"]),
        packages=packages,
        parts=[
            *kernels_without_package(given.root, names),
            *read_firmware(given.boot, read_source(given.firmware_source), f"{distribution}-{release}"),
            *read_programs(given.root, given.docker_machine),
            *read_container_images(given.root, read_digests(given.digests)),
        ],
        files=read_files(given.root, given.boot),
    )


def os_release(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {name: value.strip('"') for name, equals, value in (line.partition("=") for line in lines) if equals}


def write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
