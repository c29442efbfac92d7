"""The command hypriotos-kernel."""

import argparse
import fcntl
import os
import sys
from collections.abc import Callable
from pathlib import Path

from kernel_updates.disk import Disk
from kernel_updates.installed import Installed
from kernel_updates.problem import Problem
from kernel_updates.updates import Updates

LOCK = "run/hypriotos-kernel.lock"


def main(arguments: list[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)
    root = Path(chosen.root)
    boot = root / "boot/firmware"
    updates = Updates(Disk(), Installed(root), boot, root)
    try:
        if root == Path("/"):
            check_board(boot)
        (root / LOCK).parent.mkdir(exist_ok=True)
        with (root / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            chosen.action(updates, chosen)
    except Problem as problem:
        print(f"hypriotos-kernel: {problem}", file=sys.stderr)
        # A package can be removed all the same.
        return 0 if chosen.action is removed else 1
    return 0


def check_board(boot: Path) -> None:
    if os.geteuid():
        raise Problem("only root may do that. Use sudo.")
    if not os.path.ismount(boot):
        raise Problem(
            f"the boot partition is not mounted at {boot}, so that the board keeps its kernel. "
            f"Run: sudo mount {boot} && sudo dpkg --configure --pending"
        )


def status(updates: Updates, _chosen: argparse.Namespace) -> None:
    previous, begun = updates.config.boots_previous(), updates.begun()
    print(f"running:   {os.uname().release}")
    print(f"newest:    {updates.newest.release() or 'none'}{'' if previous else ', which the board boots'}")
    print(f"previous:  {updates.previous.release() or 'none'}{', which the board boots' if previous else ''}")
    if begun:
        print(f"The update to {begun} has begun and not ended. Run: sudo hypriotos-kernel finish")


def previous(updates: Updates, _chosen: argparse.Namespace) -> None:
    print(f"The next start is with the previous kernel, {updates.return_to_previous()}. Run: sudo reboot")


def newest(updates: Updates, _chosen: argparse.Namespace) -> None:
    print(f"The next start is with the newest kernel, {updates.return_to_newest()}. Run: sudo reboot")


def install(updates: Updates, chosen: argparse.Namespace) -> None:
    put(updates, chosen.release)


def installed(updates: Updates, chosen: argparse.Namespace) -> None:
    newer = updates.is_older(chosen.release)
    if newer:
        print(
            f"hypriotos-kernel: {chosen.release} is older than {newer}, which the board goes on booting. "
            f"To boot it, run: sudo hypriotos-kernel install {chosen.release}"
        )
        return
    put(updates, chosen.release)


def put(updates: Updates, release: str) -> None:
    print(f"hypriotos-kernel: writing {release} to the boot partition", flush=True)
    if updates.install(release):
        print("hypriotos-kernel: the next start is with it. The kernel before is kept: sudo hypriotos-kernel previous")
    else:
        print("hypriotos-kernel: it is there already")


def removed(updates: Updates, chosen: argparse.Namespace) -> None:
    message = updates.remove(chosen.release)
    if message:
        print(f"hypriotos-kernel: {message}")


def finish(updates: Updates, _chosen: argparse.Namespace) -> None:
    release = updates.finish()
    print(f"The update to {release} has ended." if release else "No update has been interrupted.")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="hypriotos-kernel",
        description="The kernels on the boot partition: the newest, and the one before.",
    )
    top.add_argument("--root", default="/", help="the folder of the system, for tests (default: /)")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(action: Callable[[Updates, argparse.Namespace], None], what: str, takes_release: bool = False) -> None:
        command = commands.add_parser(action.__name__, help=what, description=what)
        command.set_defaults(action=action)
        if takes_release:
            command.add_argument("release", metavar="RELEASE", help="as uname -r prints it")

    add(status, "say which kernels there are, and which one the board boots")
    add(previous, "boot the previous kernel from the next start on")
    add(newest, "boot the newest kernel again from the next start on")
    add(install, "boot an installed kernel, even if a newer one is installed", takes_release=True)
    add(finish, "end an update that a power cut has interrupted; runs at each start")
    add(installed, "for packages: a kernel has been installed", takes_release=True)
    add(removed, "for packages: a kernel has been removed", takes_release=True)
    return top
