import hashlib
from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.account import AccountKind, Logins, keys, shortened

ED, RSA = "ssh-ed25519 AAAAed", "ssh-rsa AAAArsa"


def system(keys_of_pirate: str | None = None, shadow: str = "root:*:\npirate:$6$s$h:\n") -> MemorySystem:
    files = {
        "/etc/passwd": "root:x:0:0::/root:/bin/bash\npirate:x:1000:1000::/home/pirate:/bin/bash\n",
        "/etc/shadow": shadow,
        "/etc/group": "root:x:0:\npirate:x:1000:\ndocker:x:99:pirate\nvideo:x:44:davy\n",
    }
    if keys_of_pirate is not None:
        files["/home/pirate/.ssh/authorized_keys"] = keys_of_pirate
    return MemorySystem(files)


class AnAccount(TestCase):
    def test_as_wanted(self) -> None:
        found = judged(
            AccountKind,
            system(),
            account="pirate",
            uid=1000,
            group="pirate",
            groups=["docker", "pirate"],
            not_groups=["video", "none"],
            home="/home/pirate",
            shell="/bin/bash",
            password="set",
        )
        self.assertEqual(found, [])

    def test_not_as_wanted(self) -> None:
        found = judged(
            AccountKind,
            system(shadow="pirate::\n"),
            account="pirate",
            uid=0,
            group="crew",
            groups=["video", "none"],
            not_groups=["docker", "pirate"],
            home="/root",
            shell="/bin/sh",
            password="locked",
        )
        self.assertEqual(
            found,
            [
                "pirate: expected the uid 0, found 1000",
                "pirate: expected the group crew, found pirate",
                "pirate: expected the home /root, found /home/pirate",
                "pirate: expected the shell /bin/sh, found /bin/bash",
                "pirate: expected the password locked, found empty",
                "pirate: expected it in the group video, its members are davy",
                "pirate: expected it in the group none, which does not exist",
                "pirate: expected it not in the group docker",
                "pirate: expected it not in the group pirate",
            ],
        )

    def test_the_digest_of_the_password(self) -> None:
        right = hashlib.sha256(b"$6$s$h").hexdigest()
        self.assertEqual(judged(AccountKind, system(), account="pirate", password_sha256=right), [])
        self.assertEqual(
            judged(AccountKind, system(), account="pirate", password_sha256="0" * 64),
            ["pirate: expected another password"],
        )

    def test_a_missing_account(self) -> None:
        self.assertEqual(judged(AccountKind, system(), account="davy"), ["there is no account davy"])

    def test_exactly_these_keys(self) -> None:
        path = "/home/pirate/.ssh/authorized_keys"
        self.assertEqual(judged(AccountKind, system(f"{ED} me"), account="pirate", authorized_keys=f"{ED} you"), [])
        self.assertEqual(judged(AccountKind, system(), account="pirate", authorized_keys=[]), [])
        self.assertEqual(
            judged(AccountKind, system(f"# mine\n{RSA}\n"), account="pirate", authorized_keys=[ED]),
            [
                f"pirate: expected the key {ED} in {path}, it is not there",
                f"pirate: expected no other keys in {path}, found {RSA}",
            ],
        )


class WhoLogsIn(TestCase):
    def test_by_password_or_key(self) -> None:
        shadow = "root::\npirate:$6$s$h:\n"
        self.assertEqual(judged(Logins, system(shadow=shadow), logins=["root", "pirate"]), [])
        self.assertEqual(
            judged(Logins, system(f"{ED}\n", shadow), logins=["davy"]),
            [
                "root can log in with no password",
                "pirate can log in with a password",
                "pirate can log in with an SSH key",
            ],
        )

    def test_locked_accounts_cannot_log_in(self) -> None:
        self.assertEqual(judged(Logins, system("# none\n", "root:*:\npirate:!$6$s$h:\n"), logins=["davy"]), [])


class Keys(TestCase):
    def test_options_and_comments_are_ignored(self) -> None:
        text = f'{ED}\nno-pty,command="echo a b" {RSA} davy@raft\n# {ED[:11]}\n\nsk-ssh-x AAAAsk\n'
        self.assertEqual(keys(text), {ED, RSA, "sk-ssh-x AAAAsk"})

    def test_long_ones_are_shortened(self) -> None:
        self.assertEqual(shortened("a" * 50), "a" * 50)
        self.assertEqual(shortened("a" * 30 + "b" * 30), "a" * 24 + "..." + "b" * 16)
