"""Type checks for values read from YAML and JSON."""

from typing import TypeGuard


def is_object(value: object) -> TypeGuard[dict[object, object]]:
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def as_list(value: object) -> list[object]:
    """Returns a list unchanged, and anything else as a list of one."""
    return value if is_list(value) else [value]


def as_fields(value: object) -> dict[str, object]:
    """Returns an object with its keys as text, because YAML reads 1 as a number. Anything else has no fields."""
    return {str(key): one for key, one in value.items()} if is_object(value) else {}
