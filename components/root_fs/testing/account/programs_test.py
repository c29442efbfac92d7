import unittest

from hypriotos.programs import File, may_run_on_board, may_run_written, written
from hypriotos.vocabulary import NO_TEXT

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
                    self.assertIs(may_run_written(File(PATH, "true"), [call]), called)

    def test_a_file_that_runs_by_itself(self) -> None:
        for path in BY_THEMSELVES:
            with self.subTest(path):
                self.assertTrue(may_run_written(File(path, "x"), []))

    def test_a_script(self) -> None:
        self.assertTrue(may_run_written(File("/x", "\n#!/bin/sh\n"), []))
        self.assertFalse(may_run_written(File("/etc/motd", "passwd changes your password"), ["true"]))

    def test_what_makes_a_container_image_runs_in_it(self) -> None:
        for name in ("Dockerfile", "Dockerfile.arm64", "Containerfile"):
            with self.subTest(name):
                self.assertFalse(may_run_written(File(f"/opt/app/{name}", "RUN x"), ["cd /opt/app && docker build ."]))

    def test_a_file_without_a_path(self) -> None:
        self.assertFalse(may_run_written(File("", "x"), ["true"]))

    def test_programs_of_programs(self) -> None:
        files = [
            {"path": f"/opt/{name}", "content": content} for name, content in (("a", "./b"), ("b", "c"), ("d", "x"))
        ]
        self.assertEqual(written(files, ["/opt/a"]), ["./b", "c"])


ON_CARD = (
    "bash /boot/firmware/setup.sh",
    "mount /dev/mmcblk0p1 /mnt && bash /mnt/setup.sh",
    "cd /boot/firmware; ./setup.sh",
    "run-parts /boot/firmware",
    ". /boot/firmware/set*.sh",
    "find /boot/firmware/ -name '*.sh' -exec sh {} +",
)
NOT_ON_CARD = (
    "true",
    "sh my-setup.sh",
    "reboot",
    "mount -o remount,rw /boot/firmware",
    "sed -i s/a/b/ /boot/firmware/config.txt",
)


class OnBoard(unittest.TestCase):
    def test_a_script_on_the_boot_partition(self) -> None:
        for calls, called in ((ON_CARD, True), (NOT_ON_CARD, False)):
            for call in calls:
                with self.subTest(call):
                    self.assertIs(may_run_on_board(File("/boot/firmware/setup.sh", "#!/bin/sh\n"), [call]), called)

    def test_what_has_no_text_counts_if_it_is_named_itself(self) -> None:
        for call, called in (("/boot/firmware/setup", True), ("ls /boot/firmware", False)):
            with self.subTest(call):
                self.assertIs(may_run_on_board(File("/boot/firmware/setup", NO_TEXT), [call]), called)

    def test_a_program_in_the_image(self) -> None:
        for call, called in (
            ("first-setup --now", True),
            ("/usr/local/sbin/first-setup", True),
            ("ls /usr/local/sbin", False),
        ):
            with self.subTest(call):
                self.assertIs(may_run_on_board(File("/usr/local/sbin/first-setup", "#!/bin/sh\n"), [call]), called)


if __name__ == "__main__":
    unittest.main()
