"""A Raspberry Pi in QEMU, from inserting a card to switching off."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from machine import console_shell, door, qemu
from machine.access import Access, Way, prepare
from machine.card import Card
from machine.console import Console
from machine.failure import BootFailure, WentDown
from machine.key import Key
from machine.neighbours import Neighbours
from machine.network import USUAL, network_of
from machine.ssh import GOING_DOWN_SECONDS, Ssh
from machine.steps import Steps
from machine.time_limit import TimeLimit
from settings import Settings

HERE = "127.0.0.1"
# Ports of this container that lead to the system.
SSH_PORT, DOOR_PORT = 2222, 2223
# Where boot's own SSH server listens in the system, unless the system's own does.
DOORS = (65022, 65023)

# Why a check is left out.
UNKNOWN = "boot does not know the password"


class EmulatedBoard:
    """Call insert_card first. Then call switch_on and log_in for each start, and end it with reboot, power_off or
    cut_power."""

    def __init__(self, settings: Settings, steps: Steps, scratch: Path) -> None:
        self._settings, self._steps, self._scratch = settings, steps, scratch
        self.limit = TimeLimit(settings.boot_seconds)
        self.console = Console(self.limit)
        self.neighbours = Neighbours()
        self.network = network_of(settings.values)
        self.has_own_user_data = False
        self._key = Key.make(scratch)
        self._inserted: Card | None = None
        self._prepared: Access | None = None
        self._connection: Ssh | None = None
        steps.notice_end = self.notice_end

    def insert_card(
        self,
        size: int | None = None,
        user_data: bytes | None = None,
        network_config: bytes | None = None,
        written: float | None = None,
    ) -> None:
        """Writes the image to a new card.

        size: in bytes; default: the size in the settings
        user_data, network_config: the content of these files; default: the files in the settings, or those of the image
        written: the time stamp of the files (seconds since 1970); default: now
        """
        self._steps.say("Unpacking the image")
        self.console.stop()
        self._forget_hosts()
        card = Card.unpack(self._settings.image, self._scratch / "card.img", size or self._settings.card_size)
        self._inserted = card
        self._set_up(user_data, network_config)
        if written is not None:
            card.date(written)

    def write_card_again(self) -> None:
        """Writes the image to the same card, over what is there."""
        self._steps.say("Writing the image to the card again")
        self.console.stop()
        self._forget_hosts()
        self._card.write_again(self._settings.image)
        self._set_up()

    def _forget_hosts(self) -> None:
        for known in self._scratch.rglob("known_hosts"):
            known.unlink()

    def _set_up(self, user_data: bytes | None = None, network_config: bytes | None = None) -> None:
        given = user_data if user_data is not None else self._settings.user_data
        self.has_own_user_data = given is not None
        network = network_config if network_config is not None else self._settings.network_config
        if network is not None:
            self._card.write("network-config", network)
        self.network = network_of(self._settings.values) if network is None else USUAL
        self.change_user_data(given)

    def change_user_data(self, given: bytes | None) -> None:
        """Writes user-data to the card, as a user who corrects them would. None keeps those on the card."""
        if given is not None:
            self._card.write("user-data", given)
        configured, password = self._settings.values, self._settings.password
        self._prepared = prepare(self._card, self._key, configured, password, own=given is None)

    def add_kernel_arguments(self, words: str) -> None:
        """Appends to cmdline.txt on the card, as programs that write cards do."""
        self._card.write("cmdline.txt", self._card.read("cmdline.txt").rstrip() + f" {words}\n".encode())

    def add_file(self, name: str, content: bytes) -> None:
        """Writes another file to the boot partition."""
        self._card.write(name, content)

    def folder(self, name: str) -> Path:
        """Creates a folder that is removed at the end of the run."""
        folder = self._scratch / name
        folder.mkdir()
        return folder

    def switch_on(self) -> None:
        self._steps.say("Booting")
        self.neighbours.start(self.network.gateway)
        self.limit.restart()
        forwarded, arguments = {f"{HERE}:{SSH_PORT}": self.ssh_port}, ""
        if self._needs_door:
            inside = next(port for port in DOORS if port != self.ssh_port)
            forwarded[f"{HERE}:{DOOR_PORT}"] = inside
            arguments = door.kernel_arguments(self._key.public, inside)
        machine = self._settings.machine
        command = qemu.command(machine, self._card, self._scratch / "firmware", forwarded, self.network, arguments)
        self.console.start(command)

    def log_in(self, with_password: bool = False) -> None:
        """Waits for the login prompt on the console and connects with the key. with_password: logs in on the console
        first, or records that the password is not known."""
        with self._steps.check("there is a login prompt", vital=True) as note:
            console_shell.wait_for_login(self.console)
            note(f"{self.limit.passed():.0f} s after switching on")
        needs_console = self._access.way is Way.CONSOLE
        if needs_console or with_password:
            self._log_in_on_console()
        if needs_console:
            console_shell.authorize(self.console, self._key.public)
        self._steps.say("Logging in over SSH")
        with self._steps.check(f"{self.user} logs in over SSH with the key", vital=True) as note:
            self._connection = self._new_connection(self.user, SSH_PORT)
            self._connection.connect()
            note(f"{self.limit.passed():.0f} s after switching on")
        if not self._settings.ssh_passwords:
            self._refuse_passwords()
        if self._needs_door:
            self._go_on_as_root(self._connection)

    def refuse_known_password(self) -> None:
        """Waits for the login prompt. Checks that the built-in account cannot log in with its password, on the console
        and over SSH."""
        account, password = self._settings.username, self._settings.password
        if password is None:
            raise RuntimeError("there is no password that everybody knows")
        with self._steps.check("there is a login prompt", vital=True):
            console_shell.wait_for_login(self.console)
        with self._steps.check(f"the console refuses {account} with the known password"):
            console_shell.refuse(self.console, account, password)
        with self._steps.check(f"SSH refuses {account} with the known password"):
            self._with_password(account, password).refusal()

    def reboot(self) -> None:
        self._steps.say("Rebooting")
        self._end("reboot")
        self.switch_on()

    def power_off(self) -> None:
        self._steps.say("Switching off")
        self._end("poweroff")

    def cut_power(self) -> None:
        self._forget_connection()
        self.console.stop()

    def notice_end(self) -> None:
        """Raises WentDown if the system is going down by itself, according to the console or to systemd."""
        self.console.notice_end(GOING_DOWN_SECONDS)
        if not self._connection:
            return
        try:
            state = self._connection.outcome("systemctl is-system-running").output
        except WentDown:
            raise
        except BootFailure:
            return
        if state == "stopping":
            self._connection.expect_end()

    def stay_until_off(self) -> None:
        """Waits until the system switches itself off, or the run is interrupted."""
        self.limit.lift()
        self.console.wait_for_end(what="power-off")

    @property
    def ssh(self) -> Ssh:
        """The connection, after log_in: the user's, or root's if the user cannot become root without a password."""
        if self._connection is None:
            raise RuntimeError("log_in has not been called")
        return self._connection

    @property
    def image(self) -> Path:
        return self._settings.image

    @property
    def expectations(self) -> list[Path]:
        return self._settings.expectations

    @property
    def configured(self) -> Mapping[str, object]:
        """The configured values of the words, which user-data may override."""
        return self._settings.values

    @property
    def values(self) -> dict[str, object]:
        """The values of the words in expectations, for this system."""
        return dict(self._access.values)

    @property
    def user(self) -> str:
        return self._access.user

    @property
    def ssh_port(self) -> int:
        """The port of the SSH server in the system."""
        return self._settings.ssh_port

    @property
    def _needs_door(self) -> bool:
        """Whether boot needs another way to become root than sudo of the user."""
        return self._access.sudo != "without_password"

    @property
    def _card(self) -> Card:
        if self._inserted is None:
            raise RuntimeError("no card has been inserted")
        return self._inserted

    @property
    def _access(self) -> Access:
        if self._prepared is None:
            raise RuntimeError("no card has been inserted")
        return self._prepared

    def _log_in_on_console(self) -> None:
        name, password = f"{self.user} logs in on the console with the password", self._access.password
        if password is None:
            self._steps.leave_out(name, UNKNOWN)
            return
        self._steps.say("Logging in on the console")
        with self._steps.check(name, vital=True):
            console_shell.log_in(self.console, self.user, password)

    def _refuse_passwords(self) -> None:
        with self._steps.check("SSH refuses the password") as note:
            # The server names the ways that it takes: a password that is not known is as good.
            said = self._with_password(self.user, self._access.password or "any").refusal()
            if re.search("password|keyboard-interactive", said.partition("Permission denied")[2]):
                raise BootFailure(f"the server asks for passwords: {said}")
            note("it takes none")

    def _with_password(self, user: str, password: str) -> Ssh:
        (self._scratch / "passwords").mkdir(exist_ok=True)
        return Ssh(HERE, SSH_PORT, user, self._scratch / "passwords", self.limit, password=password)

    def _go_on_as_root(self, connection: Ssh) -> None:
        """Leaves the user's connection for one of root's, by boot's own way in."""
        if self._access.sudo == "with_password":
            self._become_root_with_password(connection)
        connection.disconnect()
        with self._steps.doing("logging in as root"):
            self._connection = self._new_connection("root", DOOR_PORT)
            self._connection.connect()

    def _become_root_with_password(self, connection: Ssh) -> None:
        name, password = "sudo takes the password", self._access.password
        if password is None:
            self._steps.leave_out(name, UNKNOWN)
            return
        with self._steps.check(name):
            said = connection.run("sudo -k -S -p '' id -un", given=f"{password}\n".encode())
            if said != "root":
                raise BootFailure(f"it runs commands as {said}")

    def _new_connection(self, user: str, port: int) -> Ssh:
        return Ssh(
            HERE,
            port,
            user,
            self._scratch,
            self.limit,
            identity=self._key.private,
            expect_end=self.console.expect_end,
            patient=self._access.way is Way.SCRIPT,
        )

    def _end(self, how: str) -> None:
        # The connection may be lost before the command ends.
        with suppress(WentDown):
            self.ssh.outcome(f"systemctl {how}", root=True)
        self._forget_connection()
        with self._steps.check(f"{how} ends in order", vital=True):
            self.console.wait_for_end(what=how)
        self.console.stop()

    def _forget_connection(self) -> None:
        if self._connection:
            self._connection.disconnect()
            self._connection = None
