"""Judges a finished SD image, without booting and without mounting it.

Environment: IMAGE_ARTIFACT (the image's .img.zip in /workspace, or its .img), OWN_EXPECTATIONS (a file of the user's
own, laid over ours; may be empty), VALUE_<NAME> (what the word {name} in expectations stands for).
Exit status 0 when everything is as expected, 1 when not, 2 when it could not be judged. The reports are verify.txt,
verify.xml and verify.json in /workspace; the text is on stdout as well.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from expectations import Mistake, Report, judge, read
from expectations.values import from_environment
from systems.image import ImageSystem, unpack
from systems.system import Unreadable

WORKSPACE = Path("/workspace")
OURS = Path(__file__).with_name("expectations.yaml")


def main() -> int:
    artifact = os.environ.get("IMAGE_ARTIFACT")
    if not artifact:
        return fail("IMAGE_ARTIFACT is not set.")
    report = Report(f"Verified {artifact}")
    started = time.monotonic()
    try:
        step("Reading the expectations")
        own = os.environ.get("OWN_EXPECTATIONS")
        expectations = read([OURS, *([Path(own)] if own else [])], "image", from_environment(os.environ))
        with tempfile.TemporaryDirectory() as scratch:
            step("Unpacking the image")
            image = WORKSPACE / artifact
            if image.suffix == ".zip":
                image = unpack(image, Path(scratch))
                report.title += f" (unpacked in {time.monotonic() - started:.1f} s)"
            step(f"Judging {len(expectations)} expectations")
            report.results.extend(judge(expectations, ImageSystem(image, Path(scratch))))
    except (Mistake, Unreadable) as error:
        report.error = str(error)
    report.seconds = time.monotonic() - started
    report.write(WORKSPACE, "verify")
    if report.error:
        return fail(report.error)
    print(report.text(), end="", flush=True)
    return 0 if report.ok else fail(f"{artifact} is not as expected: {report.summary()}", 1)


def step(text: str) -> None:
    print(f"==> {text}", flush=True)


def fail(text: str, status: int = 2) -> int:
    print(f"error: {text}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
