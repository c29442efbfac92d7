from contextlib import redirect_stdout
from io import StringIO
from unittest import TestCase

from machine.failure import BootFailure, WentDown
from machine.steps import Steps


class ASteps(TestCase):
    def setUp(self) -> None:
        output = redirect_stdout(StringIO())
        self.said = output.__enter__()
        self.addCleanup(output.__exit__, None, None, None)
        self.steps = Steps()
        self.steps.phase = "first boot"

    def results(self) -> list[tuple[str, str, bool, str]]:
        return [(one.group, one.expect, one.ok, one.detail) for one in self.steps.results]

    def test_success_is_recorded_with_details(self) -> None:
        with self.steps.check("it starts") as note:
            note("7 s")
            note("twice")
        self.assertEqual(self.results(), [("first boot", "it starts", True, "7 s; twice")])

    def test_a_failure_is_recorded_and_the_run_continues(self) -> None:
        with self.steps.check("it starts"):
            raise BootFailure("no")
        with self.steps.check("it runs"):
            pass
        self.assertEqual(
            self.results(), [("first boot", "it starts", False, "no"), ("first boot", "it runs", True, "")]
        )
        self.assertIn("not as expected: first boot: it starts: no", self.said.getvalue())

    def test_what_is_left_out_is_said(self) -> None:
        self.steps.leave_out("it starts", "there is no power")
        self.assertEqual(self.results(), [("first boot", "it starts", True, "there is no power")])
        self.assertFalse(self.steps.results[0].applies)
        self.assertEqual(self.said.getvalue(), "--> Left out: it starts, because there is no power\n")

    def test_a_vital_failure_is_recorded_and_raised(self) -> None:
        failure = BootFailure("no")
        with self.assertRaises(BootFailure), self.steps.check("it starts", vital=True):
            raise failure
        self.assertEqual(self.results(), [("first boot", "it starts", False, "no")])
        self.assertTrue(self.steps.knows(failure))
        self.assertFalse(self.steps.knows(BootFailure("no")))

    def test_going_down_is_not_a_failure(self) -> None:
        def goes_down() -> None:
            raise WentDown("reboot", 9)

        self.steps.notice_end = goes_down
        with self.assertRaises(WentDown) as caught, self.steps.check("a command is run"):
            raise BootFailure("connection refused")
        self.assertEqual(self.results(), [])
        self.assertEqual(
            str(caught.exception), "the board rebooted by itself 9 s after switching on, during: a command is run"
        )

    def test_the_innermost_step_is_named(self) -> None:
        with self.assertRaises(WentDown) as caught, self.steps.doing("all"), self.steps.doing("a part"):
            raise WentDown("halt", 1)
        self.assertEqual(caught.exception.during, "a part")

    def test_other_exceptions_are_not_recorded(self) -> None:
        with self.assertRaises(ValueError), self.steps.check("it starts"):
            raise ValueError
        self.assertEqual(self.results(), [])
