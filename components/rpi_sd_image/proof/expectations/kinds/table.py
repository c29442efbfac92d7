"""The table of kinds for the documentation."""

from expectations.kinds.kind import EVERYWHERE, Kind


def markdown(kinds: dict[str, Kind]) -> str:
    """A section for each kind."""
    return "\n\n".join(section(kind) for kind in kinds.values())


def section(kind: Kind) -> str:
    lines = [f"### `{kind.name}`", "", " ".join((kind.__doc__ or "").split())]
    if kind.places != EVERYWHERE:
        lines += ["", f"Judged on {' and '.join(kind.places)} only."]
    lines += ["", "| Key | Value | |", "| --- | --- | --- |"]
    lines += [f"| `{key}` | {field.form} | {describe(field)} |".replace("  ", " ") for key, field in kind.fields.items()]
    return "\n".join(lines)


def describe(field) -> str:
    text = field.description.replace("|", "\\|")
    if field.places != EVERYWHERE:
        text += f" ({' and '.join(field.places)} only)"
    if field.required:
        text += "; required"
    elif field.default not in (None, [], {}):
        text += f"; `{str(field.default).lower() if isinstance(field.default, bool) else field.default}` when not given"
    return text
