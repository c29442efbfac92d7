"""Judges the built-in account at each stage of the first boot, carries the verdict out and says so.

Each function returns an error for people, or None.
"""

from __future__ import annotations

from hypriotos import noted_facts, notice
from hypriotos.boot_partition import BOOT
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.decision import UNKNOWN, Fate, Verdict, decide, listed
from hypriotos.first_boot import (
    WITHOUT_CLOUD_INIT,
    cloud_init_is_installed,
    cloud_init_runs,
    has_begun,
    has_ended,
    may_remove,
    note_lived_in,
)
from hypriotos.known_password import announce_heirs
from hypriotos.logins import logins, shut_out, with_text_for_hash, without_password
from hypriotos.shadow import note_given, password_fields

NOBODY_LOGS_IN = (
    "Nobody can log in: {because}. Correct the user-data on the boot partition (an account with lock_passwd: false and"
    " hashed_passwd, or with an SSH key) and start again. If they are right already, add an empty line to them, and the"
    " first boot begins again."
)
OPEN_TO_ALL = (
    "Whoever is at the board can log in as {names}, without a password. Set one in the user-data on the boot partition"
    " (hashed_passwd), or lock the password there (lock_passwd: true), and start again."
)


def check() -> str | None:
    """Before anybody can log in."""
    if has_ended():
        see_to_what_was_said()
        return settle()
    # Without cloud-init there is nothing new in the user's data: what was found in them stands.
    if not cloud_init_runs() and noted_facts.are_there():
        return None
    account = BuiltInAccount.noted()
    verdict = judged_by_data(account) if cloud_init_is_installed() else judged_without()
    error = carry_out(account, verdict, removable=may_remove()) if account else None
    if WITHOUT_CLOUD_INIT.exists():  # Nothing comes after this.
        announce_nobody(verdict)
    note_given()
    return error


def see_to_what_was_said() -> None:
    said = notice.said().get(notice.MISTAKES)
    if said is None or not cloud_init_runs():
        notice.announce(notice.MISTAKES, None)
    elif WITHOUT_CLOUD_INIT.exists() or not users_data_are_there():
        notice.announce(notice.MISTAKES, said)
    else:
        from hypriotos.check import look_for_mistakes_again  # It loads cloud-init, which may be gone.

        look_for_mistakes_again()


def users_data_are_there() -> bool:
    """Otherwise what was said of them before stands."""
    return (BOOT / "user-data").exists()


def judged_by_data(account: BuiltInAccount | None) -> Verdict | None:
    if WITHOUT_CLOUD_INIT.exists():
        return judged_as_before(account)
    from hypriotos.check import checked  # It loads cloud-init, which may be gone.

    return checked(account)


def judged_as_before(account: BuiltInAccount | None) -> Verdict:
    """What was found in the files at an earlier start stands, if they are the same."""
    stands = account is not None and account.is_there and noted_facts.are_about_these_files()
    facts = noted_facts.now(account, commands_ended=False) if stands else None
    return decide(facts) if facts else Verdict(Fate.LOCKED, "cloud-init does not run in this start")


def judged_without() -> Verdict | None:
    """An image without cloud-init has the account that it was built with. Where it was removed before this check, the
    user's data may have called for others."""
    return Verdict(Fate.LOCKED, "cloud-init was removed before the user's data were checked") if has_begun() else None


def after_passwords() -> str | None:
    """When cloud-init has set passwords, and people can log in already. Commands are still to come."""
    account = BuiltInAccount.noted()
    if account is None:
        return None
    account.password.set_right()
    facts = noted_facts.now(account, commands_ended=False) if account.is_there else None
    return carry_out(account, decide(facts) if facts else None, removable=False)


def settle() -> str | None:
    """When the first boot has come to its end: the user's commands have made accounts and set passwords, or have not.
    And at each later start where passwords are others than they were: some commands run at each."""
    account = BuiltInAccount.noted()
    if account is None:
        return None
    account.password.set_right()
    verdict = None
    if account.is_there:
        facts = noted_facts.at_the_end(account) if has_ended() else noted_facts.now(account, commands_ended=True)
        if facts:
            noted_facts.note(facts)
            verdict = decide(facts)
        elif cloud_init_runs() and not has_ended():
            verdict = Verdict(Fate.LOCKED, UNKNOWN)
    error = carry_out(account, verdict, removable=False)
    announce_nobody(verdict)
    announce_open_to_all()
    if account.name in logins():
        note_lived_in()
    return error


def carry_out(account: BuiltInAccount, verdict: Verdict | None, removable: bool) -> str | None:
    """Everything is locked before anything is said of it: that may fail."""
    heirs = account.password.take_from_others(account.name)
    fields = password_fields()
    still_open = {name for name in heirs if fields[name] == account.password.hash}
    if verdict and account.is_there:
        fate = account.suffer(verdict, removable)
        if fate is Fate.LOCKED and account.has_known_password:
            still_open.add(account.name)
        else:
            print(f"The account {account.name} {fate.value}: {verdict.because}.")
    announce_heirs(heirs)
    if not still_open:
        return None
    return f"The password that the image was built with still opens {listed(frozenset(still_open))}."


def announce_nobody(verdict: Verdict | None) -> None:
    """Later, only if it was said before: people may log in by ways that are not known here. The message on the known
    password says enough."""
    if has_ended() and notice.NOBODY not in notice.said():
        return
    can_log_in = bool(logins()) or notice.KNOWN_PASSWORD in notice.said()
    notice.announce(notice.NOBODY, None if can_log_in else NOBODY_LOGS_IN.format(because=why_nobody(verdict)))


def announce_open_to_all() -> None:
    """Later, only if it was said before: it may be what somebody wants."""
    if has_ended() and notice.OPEN_TO_ALL not in notice.said():
        return
    names = without_password()
    notice.announce(notice.OPEN_TO_ALL, OPEN_TO_ALL.format(names=listed(names)) if names else None)


def why_nobody(verdict: Verdict | None) -> str:
    if mistaken := with_text_for_hash():
        return (
            f"the password of {listed(mistaken)} is not a hash (hashed_passwd and passwd take one, plain_text_passwd a"
            " text)"
        )
    if obstacles := shut_out():
        return "; ".join(obstacles)
    if verdict and verdict.fate is not Fate.STAYS:
        return verdict.because
    return "no account has a password or an SSH key that opens it"
