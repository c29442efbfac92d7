"""The settings of boot, from the environment of the target."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from expectations.values import PASSWORD_HASH, USUAL_SSH_PORT, from_environment
from machine.card import size_of_card
from machine.failure import BootFailure
from machine.password import fits

WORKSPACE = Path("/workspace")
USUAL_MACHINE = "raspi3b"
OURS = Path(__file__).with_name("expectations.yaml")


@dataclass(frozen=True)
class Settings:
    scenario: str
    machine: str
    image: Path
    # The configured values. User-data may override them.
    values: Mapping[str, object]
    # None if only its hash is known.
    password: str | None
    # Each file overrides those before it.
    expectations: list[Path]
    # The limit for each start of the machine.
    boot_seconds: int
    # In bytes. None is the default size.
    card_size: int | None = None
    user_data: bytes | None = None
    network_config: bytes | None = None
    # A running board, which is checked instead of QEMU.
    host: str | None = None
    port: int = USUAL_SSH_PORT
    identity: Path | None = None
    user: str | None = None

    @property
    def username(self) -> str:
        """The configured user name."""
        return str(self.values["username"])

    @property
    def ssh_port(self) -> int:
        """The configured port of the SSH server."""
        return int(str(self.values.get("ssh_port", USUAL_SSH_PORT)))

    @property
    def ssh_passwords(self) -> bool:
        """Whether the SSH server is configured to take passwords."""
        return self.values.get("ssh_passwords") is not False

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads the environment. Raises BootFailure if a value is missing or invalid."""

        def needed(name: str) -> str:
            value = environment.get(name)
            if not value:
                raise BootFailure(f"{name} is not set.")
            return value

        values = from_environment(environment)
        host, port = address(environment.get("HOST", ""), usual=int(str(values.get("ssh_port", USUAL_SSH_PORT))))
        own = path(environment, "OWN_EXPECTATIONS")
        return cls(
            scenario=environment.get("SCENARIO") or "usual",
            machine=environment.get("MACHINE") or USUAL_MACHINE,
            image=WORKSPACE / needed("IMAGE_ARTIFACT"),
            values=values,
            password=known_password(needed("HYPRIOT_PASSWORD"), environment.get(PASSWORD_HASH) or ""),
            expectations=[OURS, *([own] if own else [])],
            boot_seconds=int(environment.get("BOOT_TIMEOUT") or 900),
            card_size=size_of_card(environment.get("CARD_MEGABYTES", "")),
            user_data=content(environment, "USER_DATA"),
            network_config=content(environment, "NETWORK_CONFIG"),
            host=host,
            port=port,
            identity=path(environment, "IDENTITY"),
            user=environment.get("LOGIN_USER") or None,
        )


def known_password(password: str, hashed: str) -> str | None:
    """Returns the password of the account. A hash wins over the password, which may be its own."""
    return password if not hashed or fits(password, hashed) else None


def path(environment: Mapping[str, str], name: str) -> Path | None:
    value = environment.get(name)
    return Path(value) if value else None


def content(environment: Mapping[str, str], name: str) -> bytes | None:
    file = path(environment, name)
    return None if file is None else file.read_bytes()


def address(text: str, usual: int = USUAL_SSH_PORT) -> tuple[str | None, int]:
    """Returns host and port of HOST, HOST:PORT, [IPv6]:PORT or IPv6. The host is None if the text is empty.

    usual: the port if the text has none"""
    if text.startswith("[") and "]" in text:
        host, _, rest = text[1:].partition("]")
        port = rest.removeprefix(":")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    else:
        host, port = text, ""
    if port and not (port.isdigit() and 0 < int(port) < 65536):
        raise BootFailure(f"host is {text}: {port} is not a port.")
    return host or None, int(port or usual)
