"""A Debian mirror with one package, signed today with its own key. apt rejects it if the board's clock is slow."""

import hashlib
import subprocess
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from machine.servers import serve_files

PACKAGE = "boot-test-package"
# For `bootcmd`: nothing answers for Debian's own mirrors, whose indexes an emulated board reads for ten minutes.
WITHOUT_DEBIANS = (
    r"sed -nE 's|^URIs: *https?://([^/ ]+).*|127.0.0.1 \1|p' /etc/apt/sources.list.d/debian.sources >>/etc/hosts"
)
CONTROL = f"""\
Package: {PACKAGE}
Version: 1
Architecture: all
Maintainer: HypriotOS <boot-test@localhost>
Description: package of a boot test
"""


@dataclass(frozen=True)
class Mirror:
    uri: str
    # The file for /etc/apt/sources.list.d, including the key.
    sources: str

    @classmethod
    def make(cls, folder: Path, gateway: str) -> "Mirror":
        """gateway: the address of this container in the guest"""
        build_package(folder)
        index(folder)
        key = sign(folder)
        port = serve_files(folder)
        signed_by = "\n".join(f" {line or '.'}" for line in key.strip().splitlines())
        uri = f"http://{gateway}:{port}/"
        return cls(uri, f"Types: deb\nURIs: {uri}\nSuites: ./\nSigned-By:\n{signed_by}\n")


def build_package(folder: Path) -> None:
    tree = folder / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(CONTROL)
    (tree / "usr" / "share").mkdir(parents=True)
    (tree / "usr" / "share" / PACKAGE).write_text("ahoy\n")
    run("dpkg-deb", "--root-owner-group", "--build", str(tree), str(folder / f"{PACKAGE}.deb"))


def index(folder: Path) -> None:
    package = (folder / f"{PACKAGE}.deb").read_bytes()
    packages = (
        f"{CONTROL}Filename: ./{PACKAGE}.deb\nSize: {len(package)}\nSHA256: {hashlib.sha256(package).hexdigest()}\n"
    ).encode()
    (folder / "Packages").write_bytes(packages)
    (folder / "Release").write_text(
        f"Origin: boot-test\nDate: {formatdate(usegmt=True)}\nArchitectures: all arm64\n"
        f"SHA256:\n {hashlib.sha256(packages).hexdigest()} {len(packages)} Packages\n"
    )


def sign(folder: Path) -> str:
    """Signs the index and returns the armored public key."""
    unasked = ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    gpg = ["gpg", "--homedir", str(folder / "key"), *unasked]
    (folder / "key").mkdir(mode=0o700)
    run(*gpg, "--quick-generate-key", "boot-test@localhost", "ed25519", "sign", "never")
    run(*gpg, "--clearsign", "--digest-algo", "SHA512", "--output", str(folder / "InRelease"), str(folder / "Release"))
    return run(*gpg, "--armor", "--export")


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
