from contextlib import redirect_stdout
from io import StringIO
from unittest import TestCase

from testing.answering_ssh import AnsweringSsh

from machine.ssh import Outcome
from machine.steps import Steps
from scenarios import traces


def found(clock: str, note: str | Outcome) -> dict[str, str]:
    """The detail of each result, which is empty if the trace is unchanged."""
    steps = Steps()
    with redirect_stdout(StringIO()):
        traces.find(AnsweringSsh({"boot-test/clock": clock, "boot-test/note": note}), steps)
    return {one.expect: one.detail for one in steps.results}


class Find(TestCase):
    def test_unchanged(self) -> None:
        self.assertEqual(found("100\n100", "kept"), {"the clock has not gone back": "", "a file is still there": ""})

    def test_a_clock_that_has_gone_back(self) -> None:
        self.assertEqual(found("100\n60", "kept")["the clock has not gone back"], "it is 40 s earlier than before")

    def test_a_missing_file(self) -> None:
        self.assertEqual(
            found("1\n2", Outcome(1, "", "no such file"))["a file is still there"],
            "`cat ~/boot-test/note`: expected 'kept', found '', exit status 1: no such file",
        )

    def test_a_project_that_was_started_again(self) -> None:
        answers = {"port web 80": "ahoy\nahoy", "/proc/1/attr/current": "docker-default (enforce)"}
        steps = Steps()
        traces.find_project(AnsweringSsh(answers), steps)
        self.assertEqual([one.ok for one in steps.results], [True, True])

    def test_a_project_that_has_lost_its_volume(self) -> None:
        steps = Steps()
        with redirect_stdout(StringIO()):
            traces.find_project(AnsweringSsh({"port web 80": "ahoy", "/proc/1/attr/current": "unconfined"}), steps)
        self.assertEqual([one.ok for one in steps.results], [False, False])
