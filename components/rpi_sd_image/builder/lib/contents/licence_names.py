"""Debian's names of licences in SPDX's notation, as far as they mean the same.

DEP 5 lists Debian's short names: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/#license-specification
"""

import re
from collections.abc import Callable

from cyclonedx.spdx import fixup_id, is_supported_id

VERSIONED = re.compile(
    r"(?P<family>AGPL|LGPL|GPL|GFDL)(?P<invariants>-NIV)?-v?(?P<major>\d)(?:\.(?P<minor>\d))?(?:\.0)?"
    r"(?P<later>\+|-or-later|-only)?",
    re.IGNORECASE,
)
# In small letters. Names that differ from SPDX's in nothing but these need no line.
OTHER_NAMES = {
    "apache-2": "Apache-2.0",
    "artistic": "Artistic-1.0",
    "artistic-1": "Artistic-1.0",
    "artistic-2": "Artistic-2.0",
    "bsl-1": "BSL-1.0",
    "expat": "MIT",
    "gpl-any": "GPL-1.0-or-later",
    "mpl-2": "MPL-2.0",
    "openldap-2.8": "OLDAP-2.8",
    "psf-2": "PSF-2.0",
}
EXCEPTIONS = {
    "bison": "Bison-exception-2.2",
    "bison-2.2": "Bison-exception-2.2",
    "classpath": "Classpath-exception-2.0",
    "font": "Font-exception-2.0",
    "libtool": "Libtool-exception",
    "linux-syscall-note": "Linux-syscall-note",
    "llvm": "LLVM-exception",
}
# By the licence that it makes an exception of.
AUTOCONF = {"GPL-2.0-or-later": "Autoconf-exception-2.0", "GPL-3.0-or-later": "Autoconf-exception-3.0"}


def identifier(name: str) -> str | None:
    """Returns SPDX's notation of a single licence, or None. "GPL-2+ with Libtool exception" is a single one."""
    licence, _, exception = re.sub(r"\s+WITH\s+", " with ", name, flags=re.IGNORECASE).partition(" with ")
    known = plain_identifier(licence)
    if not exception or known is None:
        return known
    short = re.sub(r"\s+exception$", "", exception, flags=re.IGNORECASE).lower()
    found = AUTOCONF.get(known) if short == "autoconf" else EXCEPTIONS.get(short)
    return f"{known} WITH {found}" if found else None


def plain_identifier(name: str) -> str | None:
    if versioned := VERSIONED.fullmatch(name):
        kind = "-or-later" if versioned["later"] in ("+", "-or-later") else "-only"
        invariants = "-no-invariants" if versioned["invariants"] else ""
        number = f"{versioned['major']}.{versioned['minor'] or 0}"
        found = f"{versioned['family'].upper()}-{number}{invariants}{kind}"
    else:
        found = OTHER_NAMES.get(name.lower()) or fixup_id(name)
    return found if found and is_supported_id(found) else None


def expression(name: str, unknown: Callable[[str], str | None]) -> str | None:
    """Returns SPDX's notation of what a copyright file says, such as "GPL-2+ or Artistic, and Expat", or None.

    unknown: returns what stands for a single licence that SPDX does not have, or None
    """
    clauses: list[str] = []
    # A comma binds less than "and", which binds more than "or".
    for clause in re.split(r"\s*,\s*(?:and\s+)?", name, flags=re.IGNORECASE):
        choices = [
            conjunction([identifier(one) or unknown(one) for one in words(choice, "and")])
            for choice in words(clause, "or")
        ]
        known = [choice for choice in choices if choice is not None]
        if len(known) < len(choices):
            return None
        clauses.append(" OR ".join(dict.fromkeys(known)))
    return conjunction(clauses)


def conjunction(names: list[str] | list[str | None]) -> str | None:
    """Returns the names joined by AND, each once, or None if there are none or one of them is None."""
    known = [name for name in names if name is not None]
    if not known or len(known) < len(names):
        return None
    different = list(dict.fromkeys(part for name in known for part in conjuncts(name)))
    if len(different) == 1:
        return different[0].removeprefix("(").removesuffix(")")
    return " AND ".join(different)


def conjuncts(name: str) -> list[str]:
    """Returns what AND joins in an expression, with parentheses where they are needed."""
    if re.search(r" OR (?![^(]*\))", name):
        return [f"({name})"]
    return re.split(r" AND (?![^(]*\))", name)


def words(text: str, between: str) -> list[str]:
    return [part.strip() for part in re.split(rf"\s+{between}\s+", text, flags=re.IGNORECASE)]
