from contextlib import redirect_stdout
from io import StringIO
from unittest import TestCase

from testing.answering_ssh import AnsweringSsh

from machine.failure import WentDown
from machine.ssh import Outcome
from machine.steps import Steps
from scenarios import SCENARIOS
from scenarios.common import never_settles, wait_until_up

UP = {
    "--wait": "running",
    "pgrep": "",
    "is-system-running": "running",
    "shutdown/scheduled": Outcome(1, "", ""),
    "is-active": "",
    "ActiveEnterTimestampMonotonic": "42000000",
}


def waited(answers: dict[str, str | Outcome]) -> dict[str, tuple[bool, str]]:
    steps = Steps()
    with redirect_stdout(StringIO()):
        wait_until_up(AnsweringSsh(answers), steps)
    return {one.expect: (one.ok, one.detail) for one in steps.results}


class WaitUntilUp(TestCase):
    def test_a_system_that_is_up(self) -> None:
        self.assertEqual(
            waited({**UP}),
            {"the system is up without a failed unit": (True, ""), "Docker runs": (True, "42 s after the kernel")},
        )

    def test_failed_units_are_named_with_their_log(self) -> None:
        answers = {"--wait": "degraded", "--failed": "a.service b.service", "journalctl": "it broke", **UP}
        found = waited({**answers, "--wait": "degraded"})
        self.assertEqual(
            found["the system is up without a failed unit"], (False, "it is degraded: a.service b.service\nit broke")
        )

    def test_docker_is_not_active(self) -> None:
        found = waited({**UP, "is-active": Outcome(3, "", "")})
        self.assertEqual(found["Docker runs"], (False, "docker.service is not active"))


class NeverSettles(TestCase):
    def test_every_end_is_named(self) -> None:
        first, second = WentDown("reboot", 70.4), WentDown("power-off", 9)
        first.during = "there is a login prompt"
        self.assertEqual(
            never_settles([first, second], 1),
            "the board does not settle: "
            "it rebooted by itself 70 s after switching on, during: there is a login prompt; "
            "it switched itself off by itself 9 s after switching on, start 2. Expected: at most 1 time. "
            "Find out what reboots it (runcmd, bootcmd, power_state, scripts).",
        )

    def test_no_end_was_expected(self) -> None:
        self.assertIn("Expected: never.", never_settles([WentDown("halt", 1)], 0))


class Scenarios(TestCase):
    def test_the_first_one_is_the_default(self) -> None:
        self.assertEqual(next(iter(SCENARIOS)), "usual")
