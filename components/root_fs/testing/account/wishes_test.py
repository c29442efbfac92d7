import datetime
import unittest

from hypriotos.wishes import has_passed, is_program

PATH = "/opt/s/setup.sh"
CALLS = (
    PATH,
    "sh /opt/s/setup.sh",
    "cd /opt/s && sh setup.sh",
    "sh ~/setup.sh",
    "./setup.sh",
    "for s in /opt/s/*.sh; do sh $s; done",
    "make -C /opt/s",
    "run-parts /opt/s/",
)
OTHER_CALLS = ("true", "sh /opt/s2/x", "sh my-setup.sh", "sh setup.sh.old", "cat /opt/song")
BY_THEMSELVES = (
    "/etc/cron.d/x",
    "/etc/systemd/system/x.service",
    "/lib/systemd/system/x.service",
    "/usr/lib/systemd/system/x.service",
    "/usr/local/lib/systemd/system/x.service",
    "/run/systemd/system/x.service",
    "/var/spool/cron/crontabs/root",
    "/var/lib/cloud/scripts/per-boot/x",
    "/etc/network/if-up.d/x",
    "/etc/udev/rules.d/99-x.rules",
)


class Programs(unittest.TestCase):
    def test_a_file_that_a_command_names(self) -> None:
        for calls, called in ((CALLS, True), (OTHER_CALLS, False)):
            for call in calls:
                with self.subTest(call):
                    self.assertIs(is_program({"path": PATH, "content": "true"}, [call]), called)

    def test_a_file_that_runs_by_itself(self) -> None:
        for path in BY_THEMSELVES:
            with self.subTest(path):
                self.assertTrue(is_program({"path": path, "content": "x"}, []))

    def test_a_script(self) -> None:
        self.assertTrue(is_program({"path": "/x", "content": "\n#!/bin/sh\n"}, []))
        self.assertFalse(is_program({"path": "/etc/motd", "content": "passwd changes your password"}, ["true"]))


class Dates(unittest.TestCase):
    def test_past_and_future(self) -> None:
        for date in ("2020-01-01", datetime.date(2020, 1, 1), "yesterday", "2020"):
            with self.subTest(date):
                self.assertTrue(has_passed(date))
        for date in (None, "", "2999-01-01"):
            with self.subTest(date):
                self.assertFalse(has_passed(date))


if __name__ == "__main__":
    unittest.main()
