"""What stands beside `users` and is for cloud-init's default user alone."""

from __future__ import annotations

from cloudinit import util

from hypriotos import wishes

KEYS = "ssh_authorized_keys"
# Nobody else gets these.
ONLY = ("password", KEYS, "ssh_import_id")


def found(config: dict, meta_data: dict) -> list[str]:
    """A sentence for each mistake."""
    try:
        users = list(wishes.users_in(config).values())
    except wishes.Unclear:  # That is said of the accounts.
        return []
    lost = [] if any(user.get("default") for user in users) else what_nobody_gets(config, meta_data, users)
    return [*([sentence(lost)] if lost else []), *of_form(config)]


def sentence(lost: list[str]) -> str:
    them = "it" if len(lost) == 1 else "them"
    return (
        f"Nobody gets {' and '.join(lost)}: cloud-init has {them} for its user `default`, whom `users` does not name."
        f" Write {them} into the entry of an account."
    )


def what_nobody_gets(config: dict, meta_data: dict, users: list[dict]) -> list[str]:
    """What no entry of `users` has anyway. Other systems than this one write keys into meta-data."""
    given: dict[str, tuple[str, object]] = {f"`{key}` beside `users`": (key, config.get(key)) for key in ONLY}
    if not util.is_false(config.get("allow_public_ssh_keys", True)):
        given["`public-keys` in meta-data"] = (KEYS, meta_data.get("public-keys"))
    if util.is_false(config.get("disable_root", True)):  # Then they are root's.
        given = {place: (key, values) for place, (key, values) in given.items() if key != KEYS}
    return [
        place
        for place, (key, values) in given.items()
        if lines_of(values) - lines_of([user.get(key) for user in users])
    ]


def lines_of(values: object) -> set[str]:
    """Of a text, of texts, or of those that have names."""
    found = wishes.texts_in(list(values.values()) if isinstance(values, dict) else values)
    return {line.strip() for text in found if text not in ("None", "") for line in text.splitlines()}


def of_form(config: dict) -> list[str]:
    """Of an entry's keys, cloud-init also takes a text."""
    return (
        [f"`{KEYS}` beside `users` is a list: write `- ` before the key."] if isinstance(config.get(KEYS), str) else []
    )
