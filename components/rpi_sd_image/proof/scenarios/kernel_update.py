"""A newer kernel is installed, and the power goes at moments of that. Then the board returns to the kernel before.

The newer kernel is the image's own, compiled or Debian's, under another release, which differs in one digit.
"""

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import first_boot, look_at, wait_until_up

BOOT = "/boot/firmware"
# Signs of the moments, as conditions for a shell.
MOMENTS = {
    "the old kernel is copied": f"test -e {BOOT}/previous/kernel8.img",
    "the new kernel is written": f"grep -q ^os_prefix= {BOOT}/config.txt",
}
# A kernel takes modules of the release that it names before "SMP". That name stays, as the modules are the old ones.
MAKE_NEXT = """
set -e
python3 - "$1" "$2" <<'END'
import gzip, re, sys
old, new = sys.argv[1:]
with open(f"/boot/vmlinuz-{old}", "rb") as file:
    image = file.read()
if image.startswith(b"\\x1f\\x8b"):
    image = gzip.decompress(image)
with open(f"/boot/vmlinuz-{new}", "wb") as file:
    file.write(re.sub(re.escape(old.encode()) + b"(?! SMP )", new.encode(), image))
END
cp "/boot/config-$1" "/boot/config-$2"
for place in /usr/lib/linux-image- /usr/lib/modules/; do
    [ ! -d "$place$1" ] || cp --archive --link "$place$1" "$place$2"
done
sync
"""


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()
    first_boot(board, steps, lambda board, steps: wait_until_up(board.ssh, steps))
    old = board.ssh.run("uname -r")
    new = newer(old)
    with steps.check("a newer kernel is made", vital=True):
        board.ssh.run(f"set -- {old} {new}\n{MAKE_NEXT}", root=True)
    for moment, sign in MOMENTS.items():
        steps.phase = f"power cut while {moment}"
        cut(board, steps, new, sign)
        expect_ended(board, steps, old, new)
        steps.phase = f"the old kernel again, after {moment}"
        with steps.check("it is installed again", vital=True):
            board.ssh.run(f"hypriotos-kernel install {old}", root=True)
        board.reboot()
        board.log_in()
        with steps.check("the old kernel runs", vital=True):
            docker_works.expect(board.ssh, "uname -r", old)

    steps.phase = "the newer kernel"
    with steps.check("it is installed", vital=True):
        board.ssh.run(hook(new), root=True)
    for command, release in (("status", new), ("previous", old), ("newest", new)):
        board.ssh.run(f"hypriotos-kernel {command}", root=True)
        board.reboot()
        board.log_in()
        with steps.check(f"the board runs {release} after `hypriotos-kernel {command}`"):
            docker_works.expect(board.ssh, "uname -r", release)
    look_at(board, steps)
    board.power_off()


def newer(release: str) -> str:
    """Returns a newer release of the same length. Its end stays the same, because texts in a kernel share their ends:
    the `v8` of 7.3.4-hypriotos-v8 is also the name of a file of AppArmor's."""
    version, dash, rest = release.partition("-")
    at = max(at for at, char in enumerate(version) if char in "012345678")
    return f"{version[:at]}{int(version[at]) + 1}{version[at + 1 :]}{dash}{rest}"


def hook(release: str) -> str:
    """Returns what a package of this kernel calls."""
    return f"run-parts --arg={release} --arg=/boot/vmlinuz-{release} /etc/kernel/postinst.d"


def cut(board: EmulatedBoard, steps: Steps, new: str, sign: str) -> None:
    with steps.check("the moment comes", vital=True):
        wait_for(board.ssh, new, sign)
        board.cut_power()


def wait_for(ssh: Ssh, new: str, sign: str) -> None:
    ended = "! systemctl -q is-active update-kernel"
    status = ssh.run(
        f"systemd-run --quiet --unit=update-kernel {hook(new)}; "
        f"until {sign}; do if {ended}; then echo ended; exit; fi; done; echo there",
        root=True,
    )
    if status != "there":
        raise BootFailure("the update had ended already")


def expect_ended(board: EmulatedBoard, steps: Steps, old: str, new: str) -> None:
    board.switch_on()
    board.log_in()
    with steps.check("the old kernel or the new one runs", vital=True) as note:
        runs = board.ssh.run("uname -r")
        note(runs)
        if runs not in (old, new):
            raise BootFailure(f"{runs} runs")
    wait_until_up(board.ssh, steps)
    with steps.check("the update has ended by itself", vital=True):
        docker_works.expect(board.ssh, "sudo hypriotos-kernel status | grep -c 'has begun'; true", "0")
    board.reboot()
    board.log_in()
    with steps.check("the new kernel runs", vital=True):
        docker_works.expect(board.ssh, "uname -r", new)
