"""Judges expectations on a system."""

import os
import re
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from expectations import kernel
from expectations.read import Expectation
from expectations.result import Result
from systems.system import System, Unreadable

# As in /etc/shadow.
HASH = re.compile(r"\$(\d|2[aby]|g?y)\$[./A-Za-z0-9$=]{20,}")


def judge_groups(expectations: Iterable[Expectation], system: System) -> Iterator[Result]:
    """Yields the results group by group.

    Groups are judged side by side, because commands wait a lot; the expectations of a group one after the other.
    """
    groups: dict[str, list[Expectation]] = {}
    for expectation in expectations:
        groups.setdefault(expectation.group, []).append(expectation)

    def judge_group(group: list[Expectation]) -> list[Result]:
        return list(judge(group, system))

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for results in pool.map(judge_group, groups.values()):
            yield from results


def judge(expectations: Iterable[Expectation], system: System) -> Iterator[Result]:
    """Yields a result for each expectation, as soon as it is judged."""
    for expectation in expectations:
        started = time.monotonic()
        obstacle: str | None = None
        problems: list[str] = []
        try:
            obstacle = why_not(expectation, system)
            if obstacle is None:
                problems = list(expectation.kind.judge(system))
        except Unreadable as error:
            problems.append(str(error))
        yield Result(
            expect=expectation.name,
            group=expectation.group,
            kind=expectation.kind.name,
            ok=not problems,
            detail=obstacle or without_hashes("\n".join(problems)),
            seconds=time.monotonic() - started,
            applies=obstacle is None,
        )


def without_hashes(text: str) -> str:
    """Returns a text for reports, in which nobody finds the hash of a password."""
    return HASH.sub("$...", text)


def why_not(expectation: Expectation, system: System) -> str | None:
    """Returns why an expectation does not apply, or None if it applies."""
    for word, value in expectation.when.items():
        if not value:
            return f"{word} is not set"
    for word, value in expectation.unless.items():
        if value:
            return f"{word} is set"
    if expectation.if_file and not system.glob(expectation.if_file):
        return f"{expectation.if_file} does not exist"
    if expectation.unless_file and system.glob(expectation.unless_file):
        return f"{expectation.unless_file} exists"
    if own := expectation.kind.own_file(system):
        return f"{own} is the user's"
    if expectation.if_kernel_option and not set(expectation.if_kernel_option) & set(kernel.options(system)):
        return f"the kernel does not have {' or '.join(expectation.if_kernel_option)}"
    return expectation.kind.why_not()
