"""Uses Docker as people do, with an image that needs no registry. remove() removes everything again."""

from machine import container_image
from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.steps import Steps

IMAGE = PROJECT = "boot-test"
CONFINED = "docker-default (enforce)"
PROJECT_DIRECTORY = "~/boot-test"
# The port is any free one, because a board may use the common ones. Each start adds a line to the page that it serves.
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
        ping = 'ping -c 1 $(ip route | sed -n "s/^default via \\([^ ]*\\).*/\\1/p")'
        expect(ssh, docker_run(f"sh -c '{ping}'") + " | grep -o '1 packets received'", "1 packets received")
    with steps.check("a container has the limits that it is given"):
        limits = "--network none --memory 64m --memory-swap 96m --pids-limit 64 --cpus 0.5"
        files = "sh -c 'cd /sys/fs/cgroup && cat memory.max memory.swap.max pids.max cpu.max'"
        expect(ssh, docker_run(files, limits), f"{64 << 20}\n{32 << 20}\n64\n50000 100000")
    with steps.check("a container is confined by AppArmor"):
        expect(ssh, docker_run("cat /proc/self/attr/current", "--network none"), CONFINED)
    with steps.check("a container has system calls filtered, and control groups of its own"):
        filtered = "while read name value; do [ $name != Seccomp: ] || echo $value; done </proc/self/status"
        expect(ssh, docker_run(f"sh -c '{filtered}; cat /proc/self/cgroup'", "--network none"), "2\n0::/")
    # AppArmor's profile decides which signals a confined container accepts.
    with steps.check("a container can be stopped"):
        name = f"{IMAGE}-stop"
        ssh.run(f"docker run --detach --rm --network none --name {name} {IMAGE} sleep 600")
        expect(ssh, f"docker stop --time 1 {name}", name)


def swarm(ssh: Ssh, steps: Steps) -> None:
    """Starts a swarm of one, unless the board is in one."""
    with steps.check("a swarm can be started"):
        if ssh.run("docker info --format '{{.Swarm.LocalNodeState}}'") != "inactive":
            return
        try:
            ssh.run("docker swarm init --listen-addr 127.0.0.1 --advertise-addr 127.0.0.1")
            expect(ssh, "docker node ls --format '{{.Status}} {{.ManagerStatus}}'", "Ready Leader")
        finally:
            ssh.outcome("docker swarm leave --force && docker network rm docker_gwbridge")


def compose_up(ssh: Ssh, steps: Steps) -> None:
    steps.say("Bringing a compose project up")
    with steps.check("docker compose brings a project up"):
        ssh.run(f"mkdir -p {PROJECT_DIRECTORY} && cat >{PROJECT_DIRECTORY}/compose.yaml", given=COMPOSE_FILE.encode())
        ssh.run(f"{COMPOSE} up --detach")
        serves(ssh, times_started=1)
    with steps.check("its container is confined by AppArmor"):
        project_is_confined(ssh)


def project_is_confined(ssh: Ssh) -> None:
    expect(ssh, f"{COMPOSE} exec -T web cat /proc/1/attr/current", CONFINED)


def serves(ssh: Ssh, times_started: int) -> None:
    """Checks the answer at the project's published port."""
    fetch = "xargs curl --silent --show-error --retry 10 --retry-connrefused"
    expect(ssh, f"{COMPOSE} port web 80 | {fetch}", "\n".join(["ahoy"] * times_started))


def remove(ssh: Ssh) -> None:
    ssh.outcome(f"{COMPOSE} down --volumes; rm -rf {PROJECT_DIRECTORY}; docker image rm {IMAGE}")


def docker_run(command: str, options: str = "") -> str:
    return f"docker run --rm {options} {IMAGE} {command}"


def expect(ssh: Ssh, command: str, wanted: str, root: bool = False) -> None:
    status, output, errors = ssh.outcome(command, root=root)
    if status or output != wanted:
        found = f"found {output!r}, exit status {status}{': ' if errors else ''}{errors}"
        raise BootFailure(f"`{command}`: expected {wanted!r}, {found}")
