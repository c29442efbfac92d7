import ctypes
import unittest

from hypriotos.shadow import is_password, mistaken_for_hash, opens

# Those that crypt(5) describes, but for NT's, which has no salt.
PREFIXES = ("$y$", "$gy$", "$7$", "$2b$", "$2y$", "$2a$", "$6$", "$5$", "$sha1", "$md5", "$1$", "_", "")
LIBCRYPT = ctypes.CDLL("libcrypt.so.1")
LIBCRYPT.crypt.restype = LIBCRYPT.crypt_gensalt.restype = ctypes.c_char_p


def hashed(prefix: str) -> str:
    setting = LIBCRYPT.crypt_gensalt(prefix.encode(), 0, None, 0)
    return LIBCRYPT.crypt(b"harbour", setting).decode()


class Opens(unittest.TestCase):
    def test_every_hash_of_the_system_does(self) -> None:
        for prefix in PREFIXES:
            with self.subTest(prefix):
                self.assertTrue(opens(hashed(prefix)))

    def test_it_is_that_of_its_text_and_of_no_other(self) -> None:
        for prefix in PREFIXES:
            with self.subTest(prefix):
                self.assertTrue(is_password("harbour", hashed(prefix)))
                self.assertFalse(is_password("harbou", hashed(prefix)))

    def test_no_password_at_all_does(self) -> None:
        self.assertTrue(opens(""))

    def test_a_hash_that_is_cut_off_or_goes_on_does_not(self) -> None:
        for prefix in PREFIXES:
            for field in (hashed(prefix)[:-1], f"{hashed(prefix)}%"):
                with self.subTest(field):
                    self.assertFalse(opens(field))
                    self.assertTrue(mistaken_for_hash(field))

    def test_a_lock_does_not_and_is_no_mistake(self) -> None:
        for field in ("!", "*", "!!", "!$6$salt", "*hypriotos"):
            with self.subTest(field):
                self.assertFalse(opens(field))
                self.assertFalse(mistaken_for_hash(field))
