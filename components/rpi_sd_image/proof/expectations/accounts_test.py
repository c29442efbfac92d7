from unittest import TestCase

from testing.memory_system import MemorySystem

from expectations.accounts import Account, Group, accounts, groups, name_of_group, name_of_user

SYSTEM = MemorySystem(
    {
        "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\npirate:x:1000:1001:,,,:/home/pirate:/bin/sh\nbroken\n",
        "/etc/shadow": "root:*:1::::::\npirate:$6$salt$hash:1::::::\n",
        "/etc/group": "root:x:0:\ncrew:x:1001:pirate,davy\n",
    }
)


class Accounts(TestCase):
    def test_all_by_name(self) -> None:
        self.assertEqual(
            accounts(SYSTEM),
            {
                "root": Account("root", 0, 0, "/root", "/bin/bash", "*"),
                "pirate": Account("pirate", 1000, 1001, "/home/pirate", "/bin/sh", "$6$salt$hash"),
            },
        )
        self.assertEqual(
            groups(SYSTEM), {"root": Group("root", 0, []), "crew": Group("crew", 1001, ["pirate", "davy"])}
        )

    def test_passwd_counts_without_a_line_in_shadow(self) -> None:
        system = MemorySystem({"/etc/passwd": "davy::1:1::/:/bin/sh\n", "/etc/shadow": ""})
        self.assertEqual(accounts(system)["davy"].password, "")

    def test_has_password(self) -> None:
        for password, has in (("*", False), ("!", False), ("!$6$a$b", False), ("", True), ("$6$a$b", True)):
            with self.subTest(password=password):
                self.assertEqual(Account("a", 1, 1, "/", "/bin/sh", password).has_password, has)

    def test_names_of_ids(self) -> None:
        self.assertEqual((name_of_user(SYSTEM, 1000), name_of_user(SYSTEM, 7)), ("pirate", "number 7"))
        self.assertEqual((name_of_group(SYSTEM, 1001), name_of_group(SYSTEM, 7)), ("crew", "number 7"))
