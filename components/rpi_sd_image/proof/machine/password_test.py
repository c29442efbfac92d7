from unittest import TestCase

from machine.password import fits

# As `openssl passwd -6` and `mkpasswd` make them.
OF_HYPRIOT = (
    "$6$treasure$1XjAAigScSl1kV56Bh3WqLe2aEbQaDB/MrB33ENu0e3yg7kzY1QHgY.MwQrmkQdNWpDZcDdn.Ix62jmEik/1G/",
    "$y$j9T$treasure$f.l.8/8OX5j2ubnPjgEtlxkPpbKnMBSU/W.JuvK52P1",
)


class Fits(TestCase):
    def test_the_hash_of_a_password(self) -> None:
        for hashed in OF_HYPRIOT:
            with self.subTest(hashed=hashed):
                self.assertTrue(fits("hypriot", hashed))
                self.assertFalse(fits("locker", hashed))

    def test_what_is_no_hash(self) -> None:
        self.assertFalse(fits("hypriot", "hypriot"))
