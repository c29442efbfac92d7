from unittest import TestCase

from scenarios.kernel_update import newer


class Release(TestCase):
    def test_a_newer_one_of_the_same_length_and_end(self) -> None:
        for release, expected in (
            ("7.3.4-hypriotos-v8", "7.3.5-hypriotos-v8"),
            ("7.3.9-hypriotos-v8", "7.4.9-hypriotos-v8"),
            ("6.12.19-v8", "6.12.29-v8"),
            ("7.3.4+deb13-arm64", "7.3.4+deb14-arm64"),
        ):
            self.assertEqual(newer(release), expected)
