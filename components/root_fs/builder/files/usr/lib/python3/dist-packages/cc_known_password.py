"""A module of cloud-init, which runs it when it has set passwords: people can log in by then."""

from cloudinit.settings import PER_INSTANCE

from hypriotos import judge

meta = {"id": "cc_known_password", "distros": ["all"], "frequency": PER_INSTANCE, "activate_by_schema_keys": []}


def handle(name: str, cfg: dict, cloud: object, args: list) -> None:
    if error := judge.after_passwords():
        raise RuntimeError(error)
