"""A shell on the console: for a system that cannot be reached over SSH, or not yet."""

from machine.console import Console
from machine.failure import BootFailure

LOGIN, PASSWORD = r"login: ", r"Password: "
SHELL = r"@\S+?:\S*[$#] "
TOO_LATE, REFUSED = r"timed out after \d+ seconds", r"Login incorrect"


def wait_for_login(console: Console) -> None:
    console.wait_for(LOGIN, what="login prompt")


def log_in(console: Console, user: str, password: str) -> None:
    """When there is a login prompt."""
    while not answers(console, user, password):
        # A busy machine was too slow for the time that a login has.
        console.wait_for(LOGIN, what="another login prompt")
    # The kernel's messages need not appear among what the shell prints.
    run(console, "stty -echo; PS1=; sudo -n dmesg --console-level err")


def answers(console: Console, user: str, password: str) -> bool:
    """Whether there is a shell now; not if the machine was too slow. Raises BootFailure where it is refused."""
    enter(console, user, password)
    answer = console.wait_for(SHELL, TOO_LATE, REFUSED, what="shell prompt").group()
    if answer == REFUSED:
        raise BootFailure(answer)
    return not answer.startswith("timed out")


def refuse(console: Console, user: str, password: str) -> None:
    """Raises BootFailure unless the login is refused, when there is a login prompt."""
    enter(console, user, password)
    if console.wait_for(SHELL, REFUSED, what="answer").group() != REFUSED:
        raise BootFailure("it opens a shell")


def enter(console: Console, user: str, password: str) -> None:
    console.send_line(user)
    console.wait_for(PASSWORD, what="password prompt")
    console.send_line(password)


def authorize(console: Console, key: str) -> None:
    """Lets a public key open the account that has logged in."""
    keys = "~/.ssh/authorized_keys"
    run(console, f"mkdir -p -m 700 ~/.ssh && echo '{key}' >>{keys} && chmod 600 {keys}")


def run(console: Console, command: str) -> None:
    console.send_line(f"{command}; echo '@done' $?")
    status = console.wait_for(r"@done (\d+)", what="end of a command on the console").group(1)
    if status != "0":
        raise BootFailure(f"`{command}` failed on the console with exit status {status}.")
