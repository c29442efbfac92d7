from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.command import Command
from systems.system import Finished


def system(status: int, output: str) -> MemorySystem:
    there = MemorySystem()
    there.commands = lambda command, user: Finished(status, output.format(command=command, user=user))
    return there


class ACommand(TestCase):
    def test_as_wanted(self) -> None:
        self.assertEqual(judged(Command, system(0, "{user}\n"), command="id -un", prints="root"), [])
        self.assertEqual(judged(Command, system(3, "{command}"), command="ls", status=3, has="^ls$", as_="davy"), [])
        self.assertEqual(judged(Command, system(0, "\n"), command="ls", prints=""), [])

    def test_not_as_wanted(self) -> None:
        self.assertEqual(
            judged(Command, system(1, "{user} fails"), command="ls", as_="davy", prints="", has="works", lacks="fail"),
            [
                "`ls`: expected the exit status 0, found 1; it printed 'davy fails'",
                "`ls`: expected nothing, found 'davy fails'",
                "`ls`: expected a match of /works/, found 'davy fails'",
                "`ls`: expected no match of /fail/, found 'davy fails'",
            ],
        )
