"""What people do with Docker, with an image that needs no registry. It leaves nothing behind once remove() has been called."""

from machine import container_image
from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.steps import Steps

IMAGE = PROJECT = "boot-test"
PROJECT_DIRECTORY = "~/boot-test"
# Any free port, for a board may have something on those that one would think of. Each start adds a line to what it serves.
COMPOSE_FILE = f"""\
services:
  web:
    image: {IMAGE}
    command: sh -c 'echo ahoy >>/www/index.html; exec httpd -f -p 80 -h /www'
    ports: ["127.0.0.1::80"]
    volumes: ["data:/www"]
    restart: unless-stopped
volumes:
  data:
"""
COMPOSE = f"cd {PROJECT_DIRECTORY} && docker compose --progress plain --project-name {PROJECT}"


def bring_image(ssh: Ssh, steps: Steps) -> None:
    steps.say("Running containers")
    with steps.check("an image can be imported", vital=True):
        ssh.run(f"docker import - {IMAGE}", given=container_image.root_file_system())


def containers(ssh: Ssh, steps: Steps) -> None:
    with steps.check("a container runs"):
        expect(ssh, docker_run("sh -c 'echo ahoy from $(uname -m)'", "--network none"), "ahoy from aarch64")
    with steps.check("a container on the bridge reaches its gateway"):
        ping = "ping -c 1 $(ip route | sed -n \"s/^default via \\([^ ]*\\).*/\\1/p\")"
        expect(ssh, docker_run(f"sh -c '{ping}'") + " | grep -o '1 packets received'", "1 packets received")
    with steps.check("a container has a memory limit"):
        expect(ssh, docker_run("cat /sys/fs/cgroup/memory.max", "--network none --memory 64m"), str(64 << 20))


def compose_up(ssh: Ssh, steps: Steps) -> None:
    steps.say("Bringing a compose project up")
    with steps.check("docker compose brings a project up"):
        ssh.run(f"mkdir -p {PROJECT_DIRECTORY} && cat >{PROJECT_DIRECTORY}/compose.yaml", given=COMPOSE_FILE.encode())
        ssh.run(f"{COMPOSE} up --detach")
        serves(ssh, times_started=1)


def serves(ssh: Ssh, times_started: int) -> None:
    """What the project answers at its published port."""
    expect(ssh, f"{COMPOSE} port web 80 | xargs curl --silent --show-error --retry 10 --retry-connrefused", "\n".join(["ahoy"] * times_started))


def remove(ssh: Ssh) -> None:
    ssh.outcome(f"{COMPOSE} down --volumes; rm -rf {PROJECT_DIRECTORY}; docker image rm {IMAGE}")


def docker_run(command: str, options: str = "") -> str:
    return f"docker run --rm {options} {IMAGE} {command}"


def expect(ssh: Ssh, command: str, wanted: str) -> None:
    code, output, errors = ssh.outcome(command)
    if code or output != wanted:
        raise BootFailure(f"`{command}`: expected {wanted!r}, found {output!r}, exit status {code}{': ' if errors else ''}{errors}")
