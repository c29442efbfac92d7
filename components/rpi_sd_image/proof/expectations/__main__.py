"""Judges the system that it runs on. Run it as root:

    python3 -m expectations --on qemu|board [--values values.json] expectations.yaml [more.yaml ...]

Prints a line of JSON (result.py) for each expectation, group by group.
The exit status is 0 if all hold, 1 if some do not, and 2 if a file has a mistake. In that case nothing is judged, and
stderr has the mistake. Any other status says that not all were judged.

    python3 -m expectations --kinds

Prints the tables of kinds as Markdown, for the documentation.
"""

import argparse
import json
import sys
import traceback
from pathlib import Path

from expectations import Mistake, judge_groups, read
from expectations.data import as_fields
from expectations.kinds import KINDS
from expectations.kinds.table import markdown
from systems.running import RunningSystem


def main() -> int:
    options = arguments()
    if options.kinds:
        print(markdown(KINDS))
        return 0
    try:
        values = as_fields(json.loads(options.values.read_text(encoding="utf-8"))) if options.values else {}
        expectations = read(options.files, options.on, values)
    except Mistake as mistake:
        print(f"error: {mistake}", file=sys.stderr)
        return 2
    all_hold = True
    for result in judge_groups(expectations, RunningSystem(options.on)):
        all_hold = all_hold and result.ok
        print(json.dumps(result.as_object()), flush=True)
    return 0 if all_hold else 1


class Options(argparse.Namespace):
    on: str
    values: Path | None
    kinds: bool
    files: list[Path]


def arguments() -> Options:
    parser = argparse.ArgumentParser(prog="expectations")
    parser.add_argument("--on", choices=("qemu", "board"), default="board")
    parser.add_argument("--values", type=Path, help="a JSON object with the values of the {words} in the files")
    parser.add_argument("--kinds", action="store_true", help="print the tables of kinds")
    parser.add_argument("files", type=Path, nargs="*")
    return parser.parse_args(namespace=Options())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:
        traceback.print_exc()
        # Python's own is 1.
        sys.exit(70)
