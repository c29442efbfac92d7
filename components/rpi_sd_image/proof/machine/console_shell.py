"""A shell on the console, for systems that cannot be reached over SSH (yet)."""

from machine.console import Console
from machine.failure import BootFailure

LOGIN, PASSWORD = r"login: ", r"Password: "
SHELL = r"@\S+?:\S*[$#] "
TOO_LATE, REFUSED = r"timed out after \d+ seconds", r"Login incorrect"


def wait_for_login(console: Console) -> None:
    console.wait_for(LOGIN, what="login prompt")


def log_in(console: Console, user: str, password: str) -> None:
    """Logs in at a login prompt. Raises BootFailure if the password is refused."""
    while not answers(console, user, password):
        # The login timed out because the machine is busy.
        console.wait_for(LOGIN, what="second login prompt")
    # Keeps the kernel's messages out of the shell's output, if the user may do that.
    run(console, "stty -echo; PS1=; sudo -n dmesg --console-level err 2>/dev/null || true")


def answers(console: Console, user: str, password: str) -> bool:
    """Returns whether there is a shell, which is not the case after a timeout. Raises BootFailure if the login is
    refused."""
    enter(console, user, password)
    answer = console.wait_for(SHELL, TOO_LATE, REFUSED, what="shell prompt").group()
    if answer == REFUSED:
        raise BootFailure(answer)
    return not answer.startswith("timed out")


def refuse(console: Console, user: str, password: str) -> None:
    """Tries to log in at a login prompt. Raises BootFailure if that succeeds."""
    enter(console, user, password)
    if console.wait_for(SHELL, REFUSED, what="answer").group() != REFUSED:
        raise BootFailure("it opens a shell")


def enter(console: Console, user: str, password: str) -> None:
    console.send_line(user)
    console.wait_for(PASSWORD, what="password prompt")
    console.send_line(password)


def authorize(console: Console, key: str) -> None:
    """Authorizes a public key for the account that is logged in."""
    keys = "~/.ssh/authorized_keys"
    run(console, f"mkdir -p -m 700 ~/.ssh && echo '{key}' >>{keys} && chmod 600 {keys}")


def run(console: Console, command: str) -> None:
    console.send_line(f"{command}; echo '@done' $?")
    status = console.wait_for(r"@done (\d+)", what="end of a command on the console").group(1)
    if status != "0":
        raise BootFailure(f"`{command}` failed on the console with exit status {status}.")
