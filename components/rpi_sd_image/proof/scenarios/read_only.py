"""A system that leaves its card as it is, after its first boot."""

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios import docker_works

LOWER = "/usr/lib/hypriotos/lower"
NOTE = "/etc/boot-test"


def look(board: EmulatedBoard, steps: Steps) -> None:
    with steps.check("what the system writes goes to memory"):
        docker_works.expect(board.ssh, "findmnt --noheadings --output FSTYPE /", "overlay")
    with steps.check("the card's root and boot partitions are only read"):
        options = f"for mount in {LOWER} /boot/firmware; do findmnt --noheadings --output OPTIONS $mount; done"
        docker_works.expect(board.ssh, f"{options} | cut -d , -f 1", "ro\nro")
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)

    steps.phase = "after another reboot"
    board.ssh.run(f"touch {NOTE}", root=True)
    board.reboot()
    board.log_in()
    with steps.check("what was written is gone"):
        docker_works.expect(board.ssh, f"test -e {NOTE} || echo gone", "gone")
