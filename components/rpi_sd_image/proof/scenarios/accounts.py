"""User-data whose accounts are unknown until cloud-init reads them. If they name an account, the known password of the
built-in account must not work."""

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import come_up, look_at

ACCOUNT = """\
hostname: reef
users:
  - name: mara
    sudo: ALL=(ALL) NOPASSWD:ALL
    groups: [sudo]
    shell: /bin/bash
    lock_passwd: true
"""
TEMPLATE = f"## template: jinja\n#cloud-config\n{ACCOUNT}"
# A message of two parts, the second of which leads to a file on the boot partition.
INCLUDED = "crew"
MESSAGE = f"""\
Content-Type: multipart/mixed; boundary="next"
MIME-Version: 1.0

--next
Content-Type: text/cloud-config

timezone: Europe/Vienna
--next
Content-Type: text/x-include-url

file:///boot/firmware/{INCLUDED}
--next--
"""
NOT_READ = ACCOUNT
CORRECTED = f"#cloud-config\n{ACCOUNT}"


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "a template names an account"
    board.insert_card(user_data=TEMPLATE.encode())
    has_only_mara(board, steps)
    board.power_off()

    steps.phase = "a file that a message includes names an account"
    board.insert_card(user_data=MESSAGE.encode())
    board.add_file(INCLUDED, CORRECTED.encode())
    board.switch_on()
    board.refuse_known_password()
    with steps.check("the console shows the host name in the file"):
        if not board.console.has_said("reef login:"):
            raise BootFailure("it shows another name")
    board.cut_power()

    steps.phase = "user-data that cannot be read name an account"
    board.insert_card(user_data=NOT_READ.encode())
    board.switch_on()
    board.refuse_known_password()
    with steps.check("the console says what to do"):
        if not board.console.has_said("Correct it on the boot partition and start again"):
            raise BootFailure("the message is not there")
    board.cut_power()

    steps.phase = "the user-data have been corrected"
    board.change_user_data(CORRECTED.encode())
    has_only_mara(board, steps)
    board.power_off()


def has_only_mara(board: EmulatedBoard, steps: Steps) -> None:
    def what() -> None:
        board.log_in()
        look_at(board, steps)

    come_up(board, steps, what)
    with steps.check("the built-in account is gone, and mara has its id"):
        people = "getent passwd | awk -F : '$3 >= 1000 && $3 < 60000 { print $1, $3 }'"
        docker_works.expect(board.ssh, people, "mara 1000")
