from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.settings import Settings, written

SYSTEM = MemorySystem(
    {"/os-release": "ID=debian\nN=7\n", "/daemon.json": '{"live": true, "log": {"size": "10m"}}', "/bad": "["}
)


class WhatIsSet(TestCase):
    def test_as_wanted(self) -> None:
        self.assertEqual(
            judged(Settings, SYSTEM, settings="/os-release", are={"ID": "debian", "N": 7}, unset=["X", "live"]), []
        )
        self.assertEqual(
            judged(
                Settings,
                SYSTEM,
                settings="/daemon.json",
                format="json",
                are={"live": True},
                match={"log.size": r"\d+m", "live": "true"},
            ),
            [],
        )

    def test_not_as_wanted(self) -> None:
        self.assertEqual(
            judged(
                Settings,
                SYSTEM,
                settings="/daemon.json",
                format="json",
                are={"live": False, "a": 1},
                match={"log.size": r"\d", "b": ".*"},
                unset="live",
            ),
            [
                "/daemon.json: expected live to be false, found true",
                "/daemon.json: expected a to be 1, it is not set",
                r"/daemon.json: expected log.size to match /\d/, found 10m",
                "/daemon.json: expected b to match /.*/, it is not set",
                "/daemon.json: expected live not to be set, found true",
            ],
        )

    def test_what_the_user_sets_is_not_judged(self) -> None:
        system = MemorySystem({"/config.txt": "enable_uart=0\ngpu_mem=16\n"})
        problems = judged(
            Settings,
            system,
            settings="/config.txt",
            format="config.txt",
            are={"enable_uart": 1, "gpu_mem": 32},
            own=["enable_uart=0"],
        )
        self.assertEqual(problems, ["/config.txt: expected gpu_mem to be 32, found 16"])
        # The default, in each format.
        self.assertEqual(
            judged(Settings, SYSTEM, settings="/daemon.json", format="json", are={"live": True}, own=[]), []
        )

    def test_invalid_files(self) -> None:
        (problem,) = judged(Settings, SYSTEM, settings="/bad", format="yaml", are={"a": 1})
        self.assertTrue(problem.startswith("/bad cannot be read as yaml: while parsing"), problem)

    def test_values_are_written_as_in_files(self) -> None:
        self.assertEqual([written(one) for one in (True, False, 1, None, "x")], ["true", "false", "1", "None", "x"])
