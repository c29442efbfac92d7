#!/usr/bin/python3
"""First boots in a container, stage by stage, as systemd would start them: cloud-init's own, and HypriotOS's between
them.

stdin: a list of {"files": {PATH: BASE64, or null for none}, "steps": [STEP ...]} in JSON. Each begins with the system
as it was built.
  start   what happens before anybody can log in          end   the rest, up to the note that the first boot is done
  most    the rest without that note                      off   an orderly end
  config  the first half of the rest: settings            cut   the power goes
  sh COMMAND   what somebody, or a script, does meanwhile
Commands of cloud-init's may end it as a power-off does: `halt`.
stdout: for each a line with a list of what is so after each step: the accounts of people, as "NAME ID PASSWORD" (known,
locked or own), and what has been said; where a step failed, how, and no more.
"""

import base64
import json
import os
import pwd
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

# Imported once, for each stage is a fork.
import cloudinit.cmd.main as cloud_init
import cloudinit.config.cc_ssh
import cloudinit.config.cc_users_groups  # noqa: F401
import jinja2  # noqa: F401

OURS = Path("/usr/lib/hypriotos")
PRISTINE = Path("/pristine")
# In /etc.
SET_BACK = ("passwd", "group", "shadow", "gshadow", "subuid", "subgid", "sudoers.d", "ssh", "systemd", "netplan")
SAID = Path("/tmp/said")
WITHOUT_CLOUD_INIT = Path("/run/hypriotos/without-cloud-init")
# What the tests put in the place of programs of the system.
PROGRAMS = Path("/usr/local/bin")
# The process of cloud-init's that runs now.
RUNNING = Path("/run/stage.pid")
LOGGER = f'#!/bin/sh\ncase "$*" in *first-boot*) echo logger "$@" >>{SAID} ;; esac\n'
# Nothing is started here, only enabled.
SYSTEMCTL = """#!/bin/sh
case " $* " in *" is-active "*) exit 3 ;; esac
for word; do
    shift
    case $word in --now | --no-block) ;; *) set -- "$@" "$word" ;; esac
done
SYSTEMD_OFFLINE=1 exec /usr/bin/systemctl "$@"
"""
HALT = f"#!/bin/sh\nkill -KILL $(cat {RUNNING})\n"


def main() -> None:
    for case in json.load(sys.stdin):
        print(json.dumps(first_boot(case)), flush=True)


def first_boot(case: dict) -> list[dict]:
    as_built()
    for path, content in {
        "/boot/firmware/meta-data": base64.b64encode(b"instance-id: hypriotos\n"),
        **case["files"],
    }.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            Path(path).write_bytes(base64.b64decode(content).replace(b"@KNOWN@", known_hash().encode()))
    found = []
    for step in case["steps"]:
        try:
            found.append(after(step))
        except Exception as error:
            # The rest has no meaning any more, and the other cases have.
            return [*found, {"failed": f"{step}: {error}", "accounts": accounts(), "said": SAID.read_text()}]
    return found


def after(step: str) -> dict:
    SAID.write_text("")
    match step.split(" ", 1):
        case ["sh", command]:
            with SAID.open("a") as said:
                subprocess.run(["bash", "-c", command], check=True, stdout=said, stderr=subprocess.STDOUT)
        case ["start"]:
            forget_run()
            ours("first-boot", "begin")
            cloud_init_stage("init", "--local")
            cloud_init_stage("init")
            if is_pending():
                in_fork(give_up_account, "check")
        case ["end"]:
            most()
            if is_pending():
                ours("first-boot", "done")
        case ["most"]:
            most()
        case ["config"]:
            config()
        case ["off"]:
            ours("first-boot", "stop")
        case ["cut"]:
            pass
    return {"accounts": accounts(), "said": SAID.read_text()}


def is_pending() -> bool:
    """The condition of both services."""
    return subprocess.run([OURS / "first-boot", "pending"], check=False).returncode == 0


def most() -> None:
    config()
    cloud_init_stage("modules", "--mode=final")


def config() -> None:
    ours("first-boot", "packages", check=False)
    cloud_init_stage("modules", "--mode=config")


def as_built() -> None:
    forget_run()
    shutil.rmtree(PROGRAMS)
    PROGRAMS.mkdir()
    for name, content in {"halt": HALT, "logger": LOGGER, "systemctl": SYSTEMCTL}.items():
        (PROGRAMS / name).write_text(content)
        (PROGRAMS / name).chmod(0o755)
    for path in (
        "/var/lib/cloud",
        "/var/lib/hypriotos",
        "/boot/firmware",
        "/home",
        "/root/.ssh",
        "/var/log/cloud-init.log",
    ):
        shutil.rmtree(path, ignore_errors=True)
    for name in SET_BACK:
        subprocess.run(["rm", "-rf", f"/etc/{name}"], check=True)
        subprocess.run(["cp", "--archive", PRISTINE / "etc" / name, "/etc"], check=True)
    subprocess.run(["cp", "--archive", PRISTINE / "home", "/"], check=True)


def forget_run() -> None:
    for path in ("cloud-init", "hypriotos", "issue.d", "motd.d"):
        shutil.rmtree(Path("/run") / path, ignore_errors=True)


def in_fork(function, *arguments: str) -> None:
    sys.stdout.flush()
    if child := os.fork():
        RUNNING.write_text(str(child))
        os.waitpid(child, 0)
        return
    output = os.open(
        SAID if function is give_up_account else "/tmp/cloud-init.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND
    )
    os.dup2(output, 1)
    os.dup2(output, 2)
    status = 1
    try:
        status = function(*arguments) or 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def cloud_init_stage(*arguments: str) -> None:
    # A condition of cloud-init's services.
    if not WITHOUT_CLOUD_INIT.exists():
        in_fork(run_cloud_init, *arguments)


def run_cloud_init(*arguments: str) -> int:
    return cloud_init.main(["cloud-init", *arguments])


def give_up_account(how: str) -> None:
    sys.argv = ["give-up-account", how]
    runpy.run_path(str(OURS / "give-up-account"), run_name="__main__")


def ours(*command: str, check: bool = True) -> None:
    with SAID.open("a") as said:
        subprocess.run([OURS / command[0], *command[1:]], check=check, stdout=said, stderr=subprocess.STDOUT)


def accounts() -> list[str]:
    known = known_hash()
    shadow = dict(line.split(":", 2)[:2] for line in Path("/etc/shadow").read_text().splitlines())

    def password(name: str) -> str:
        value = shadow.get(name, "!")
        return "known" if value == known else "locked" if value.startswith(("!", "*")) else "own"

    return sorted(
        f"{one.pw_name} {one.pw_uid} {password(one.pw_name)}" for one in pwd.getpwall() if 1000 <= one.pw_uid < 60000
    )


def known_hash() -> str:
    return (OURS / "built-in-account").read_text().strip().partition(":")[2]


if __name__ == "__main__":
    main()
