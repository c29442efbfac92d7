"""The tables of kinds for the documentation."""

from collections.abc import Mapping

from expectations.kinds.kind import EVERYWHERE, Field, Kind


def markdown(kinds: Mapping[str, type[Kind]]) -> str:
    """Returns a section of Markdown for each kind."""
    return "\n\n".join(section(kind) for kind in kinds.values())


def section(kind: type[Kind]) -> str:
    lines = [f"### `{kind.name}`", "", " ".join((kind.__doc__ or "").split())]
    if kind.places != EVERYWHERE:
        lines += ["", f"Judged on {' and '.join(kind.places)} only."]
    lines += ["", "| Key | Value | Meaning |", "| --- | --- | --- |"]
    lines += [f"| `{key}` | {field.form.in_words} | {describe(field)} |" for key, field in kind.fields.items()]
    return "\n".join(lines)


def describe(field: Field[object]) -> str:
    text = field.description.replace("|", "\\|")
    if field.places != EVERYWHERE:
        text += f" ({' and '.join(field.places)} only)"
    if field.required:
        return f"{text}; required"
    if field.default in (None, [], {}):
        return text
    default = str(field.default).lower() if isinstance(field.default, bool) else field.default
    return f"{text}; default `{default}`"
