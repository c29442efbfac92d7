"""Things that are left on a system and must still be there after a restart."""

from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.steps import Steps
from scenarios import docker_works

NOTE = "~/boot-test/note"
CLOCK = "~/boot-test/clock"


def leave(ssh: Ssh, steps: Steps) -> None:
    docker_works.compose_up(ssh, steps)
    ssh.run(f"echo kept >{NOTE} && date +%s >{CLOCK}")


def find(ssh: Ssh, steps: Steps) -> None:
    """Checks the clock and the file. Call this before something sets the clock, which must not go back without it."""
    with steps.check("the clock has not gone back"):
        before, now = map(int, ssh.run(f"cat {CLOCK} && date +%s").split())
        if now < before:
            raise BootFailure(f"it is {before - now} s earlier than before")
    with steps.check("a file is still there"):
        docker_works.expect(ssh, f"cat {NOTE}", "kept")


def find_project(ssh: Ssh, steps: Steps) -> None:
    """Checks the compose project. Docker must be running."""
    with steps.check("the compose project runs again, with its volume"):
        docker_works.serves(ssh, times_started=2)
    with steps.check("its container is confined by AppArmor again"):
        docker_works.project_is_confined(ssh)
