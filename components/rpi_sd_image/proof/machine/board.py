"""A Raspberry Pi in QEMU, from putting a card in to switching off."""

from contextlib import suppress
from pathlib import Path

from machine import qemu
from machine.card import Card
from machine.console import Console
from machine.failure import BootFailure, WentDown
from machine.key import Key
from machine.neighbours import Neighbours
from machine.ssh import GOING_DOWN_SECONDS, Ssh
from machine.steps import Steps
from machine.time_limit import TimeLimit
from machine.user_data import UserData, UserDataInvalid, as_plain
from settings import Settings

SSH_PORT = 2222
# Brings the key where the user-data can take none: to every account of a person, when cloud-init comes to scripts.
KEY_SCRIPT = """\
#!/bin/sh
getent passwd | while IFS=: read -r name _ id group _ home _; do
    [ "$id" -ge 1000 ] && [ "$id" -lt 60000 ] && [ -d "$home" ] || continue
    install -d -m 700 -o "$id" -g "$group" "$home/.ssh"
    echo '{key}' >>"$home/.ssh/authorized_keys"
    chown "$id:$group" "$home/.ssh/authorized_keys"
    chmod 600 "$home/.ssh/authorized_keys"
done
"""


class EmulatedBoard:
    """After insert_card: switch_on and log_in as often as there are starts, each ended by reboot, power_off or cut_power."""

    def __init__(self, settings: Settings, steps: Steps, scratch: Path) -> None:
        self._settings, self._steps, self._scratch = settings, steps, scratch
        self.limit = TimeLimit(settings.boot_seconds)
        self.console = Console(self.limit)
        self.ssh: Ssh | None = None
        steps.notice_end = self.notice_end
        self.values = dict(settings.values)
        self.neighbours = Neighbours()
        self._key = Key.make(scratch)
        self._user_data: UserData | None = None
        self._password: str | None = None
        # The key comes late, by a script.
        self._key_comes_late = False
        self.has_own_user_data = False

    def insert_card(
        self, size: int | None = None, user_data: bytes | None = None, network_config: bytes | None = None,
        written: float | None = None,
    ) -> None:
        """The image on a new card of size bytes, with these files or those that were asked for, dated written or now."""
        self._steps.say("Unpacking the image")
        self.console.stop()
        (self._scratch / "known_hosts").unlink(missing_ok=True)
        self.card = Card.unpack(self._settings.image, self._scratch / "card.img", size or self._settings.card_size)
        given = user_data if user_data is not None else self._settings.user_data
        self.has_own_user_data = given is not None
        network = network_config if network_config is not None else self._settings.network_config
        if network is not None:
            self.card.write("network-config", network)
        self.change_user_data(given)
        if written is not None:
            self.card.date(written)

    def change_user_data(self, given: bytes | None) -> None:
        """Writes these to the card, as somebody would who corrects them; None: leaves those that are there."""
        if given is not None:
            self.card.write("user-data", given)
        self._read_user_data(own=given is None)

    def folder(self, name: str) -> Path:
        """A new one, which is gone when the run is."""
        folder = self._scratch / name
        folder.mkdir()
        return folder

    def switch_on(self) -> None:
        self._steps.say("Booting")
        self.neighbours.start()
        self.limit.restart()
        self.console.start(qemu.command(self.card, self._scratch / "firmware", f"127.0.0.1:{SSH_PORT}"))

    def log_in(self, with_password: bool = False) -> None:
        """Waits for the prompt on the console, and connects by the key. with_password: first on the console with the password."""
        with self._steps.check("there is a login prompt", vital=True) as note:
            self.console.wait_for(r"login: ", what="login prompt")
            note(f"{self.limit.passed():.0f} s after switching on")
        if self._needs_console or (with_password and self._password is not None):
            self._steps.say("Logging in on the console")
            with self._steps.check(f"{self.user} logs in on the console with the password", vital=True):
                self._log_in_on_console()
        if self._needs_console:
            self._bring_key()
        self._steps.say("Logging in over SSH")
        with self._steps.check(f"{self.user} logs in over SSH with the key", vital=True) as note:
            self.ssh = Ssh(
                "127.0.0.1", SSH_PORT, self.user, self._scratch, self.limit, identity=self._key.private,
                expect_end=self.console.expect_end, patient=self._key_comes_late,
            )
            self.ssh.connect()
            note(f"{self.limit.passed():.0f} s after switching on")

    def refuse_known_password(self) -> None:
        """Waits for the prompt on the console, and fails if the built-in account's password opens it there or over SSH."""
        account, password = self._settings.values["username"], self._settings.password
        with self._steps.check("there is a login prompt", vital=True):
            self.console.wait_for(r"login: ", what="login prompt")
        with self._steps.check(f"the console refuses {account} with the known password"):
            self.console.send_line(account)
            self.console.wait_for(r"Password: ", what="password prompt")
            self.console.send_line(password)
            if self.console.wait_for(r"@\S+?:\S*[$#] ", r"Login incorrect", what="answer").group() != "Login incorrect":
                raise BootFailure("it opens a shell")
        with self._steps.check(f"SSH refuses {account} with the known password"):
            ssh = Ssh("127.0.0.1", SSH_PORT, account, self._scratch, self.limit, password=password)
            try:
                ssh.connect()
            except BootFailure as failure:
                if "Permission denied" not in str(failure):
                    raise
            else:
                ssh.disconnect()
                raise BootFailure("it lets it in")

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
        """Raises WentDown if the system is going down by itself, by its own account or by what the console says."""
        self.console.notice_end(GOING_DOWN_SECONDS)
        if not self.ssh:
            return
        try:
            _, state, _ = self.ssh.outcome("systemctl is-system-running")
        except WentDown:
            raise
        except BootFailure:
            return
        if state == "stopping":
            self.ssh.expect_end()

    def stay_until_off(self) -> None:
        """Waits until it switches itself off, or the run is ended."""
        self.limit.lift()
        self.console.wait_for_end(what="power-off")

    @property
    def image(self) -> Path:
        return self._settings.image

    @property
    def expectations(self) -> list[Path]:
        return self._settings.expectations

    @property
    def user(self) -> str:
        return self.values["username"]

    def _read_user_data(self, own: bool) -> None:
        self.values, self._user_data, self._password = dict(self._settings.values), None, self._settings.password
        if not self.card.has("user-data"):
            raise BootFailure("the boot partition has no user-data. Check what builds the image.")
        text = self.card.read("user-data").decode("utf-8", "replace")
        self._key_comes_late = False
        try:
            self._user_data = UserData.parse(text)
        except UserDataInvalid as invalid:
            self._read_other_form(text, invalid)
        if self._user_data is None:
            return
        self.values |= self._user_data.values()
        if not own:
            self._password = self._user_data.password(self._settings.password)
        if not self._key_comes_late:
            self.card.write("user-data", self._user_data.with_key(self._key.public).encode())

    def _read_other_form(self, text: str, invalid: UserDataInvalid) -> None:
        try:
            self._user_data = UserData.parse(as_plain(text))
        except UserDataInvalid:
            print(f"The user-data can take no key, {invalid}: the key is brought over the console.", flush=True)
            return
        print(f"The user-data can take no key, {invalid}: a script in vendor-data brings it.", flush=True)
        self._key_comes_late = True
        self.card.write("vendor-data", KEY_SCRIPT.replace("{key}", self._key.public).encode())

    @property
    def _needs_console(self) -> bool:
        return self._user_data is None

    def _log_in_on_console(self) -> None:
        while not self._logged_in_on_console():
            self.console.wait_for(r"login: ", what="another login prompt")
        # The kernel's messages need not appear among what the shell prints.
        self._on_console("stty -echo; PS1=; sudo -n dmesg --console-level err")

    def _logged_in_on_console(self) -> bool:
        """False where a busy machine was too slow for the time that a login has."""
        self.console.send_line(self.user)
        self.console.wait_for(r"Password: ", what="password prompt")
        self.console.send_line(self._password)
        answer = self.console.wait_for(
            r"@\S+?:\S*[$#] ", r"timed out after \d+ seconds", r"Login incorrect", what="shell prompt"
        ).group()
        if answer == "Login incorrect":
            raise BootFailure(answer)
        return not answer.startswith("timed out")

    def _bring_key(self) -> None:
        keys = "~/.ssh/authorized_keys"
        self._on_console(f"mkdir -p -m 700 ~/.ssh && echo '{self._key.public}' >>{keys} && chmod 600 {keys}")

    def _on_console(self, command: str) -> None:
        self.console.send_line(f"{command}; echo '@done' $?")
        status = self.console.wait_for(r"@done (\d+)", what="end of a command on the console").group(1)
        if status != "0":
            raise BootFailure(f"`{command}` failed on the console with exit status {status}.")

    def _end(self, how: str) -> None:
        # The connection may be gone before its end is reported.
        with suppress(WentDown):
            self.ssh.outcome(f"systemctl {how}", root=True)
        self._forget_connection()
        with self._steps.check(f"{how} ends in order", vital=True):
            self.console.wait_for_end(what=how)
        self.console.stop()

    def _forget_connection(self) -> None:
        if self.ssh:
            self.ssh.disconnect()
            self.ssh = None
