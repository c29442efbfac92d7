import unittest

from hypriotos.decision import Facts, Fate, decide

ANN = frozenset({"ann"})
DOUBTS = {
    "domain": True,
    "others": ANN,
    "own_key": True,
    "password_wanted": True,
    "left_out": ANN,
    "logins": ANN,
    "not_used": True,
    "given_up_before": True,
    "unread": True,
    "foreign": True,
    "strange_keys": frozenset({"Users"}),
    "scripts_pending": True,
    "made_later": True,
}
TOGETHER = ("password_hinted", "failed")


class Decision(unittest.TestCase):
    def test_it_stays_if_nothing_speaks_against_it(self) -> None:
        for named in (True, False):
            self.assertIs(decide(Facts(named=named)).fate, Fate.STAYS)

    def test_each_doubt_alone_locks_it(self) -> None:
        for doubt, value in DOUBTS.items():
            with self.subTest(doubt):
                self.assertIs(decide(Facts(named=True, **{doubt: value})).fate, Fate.LOCKED)

    def test_every_fact_is_a_doubt_but_these(self) -> None:
        self.assertEqual(
            set(Facts.__dataclass_fields__) - set(DOUBTS), {"named", "own_password", "password_repeated", *TOGETHER}
        )

    def test_these_are_a_doubt_together(self) -> None:
        for fact in TOGETHER:
            self.assertIs(decide(Facts(**{fact: True})).fate, Fate.STAYS)
        self.assertIs(decide(Facts(**dict.fromkeys(TOGETHER, True))).fate, Fate.LOCKED)

    def test_a_key_beside_the_repeated_password_is_none(self) -> None:
        self.assertIs(decide(Facts(own_key=True, password_repeated=True)).fate, Fate.STAYS)

    def test_it_goes_if_others_are_named_without_it(self) -> None:
        self.assertIs(decide(Facts(others=ANN)).fate, Fate.REMOVED)
        self.assertIs(decide(Facts(others=ANN, own_password=True, unread=True)).fate, Fate.REMOVED)

    def test_a_password_of_its_own_stays_whatever_there_is(self) -> None:
        self.assertIs(decide(Facts(named=True, own_password=True, **DOUBTS)).fate, Fate.STAYS)

    def test_the_verdict_says_why(self) -> None:
        self.assertIn("ann may log in", decide(Facts(logins=ANN)).because)


if __name__ == "__main__":
    unittest.main()
