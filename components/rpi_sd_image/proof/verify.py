"""Judges a finished SD image without booting or mounting it.

Environment: IMAGE_ARTIFACT (the image in /workspace: .img, .img.zip, .img.xz or .img.zst), OWN_EXPECTATIONS (the
user's own file, which overrides ours; may be empty), VALUE_<NAME> (the value of the word {name} in expectations),
HYPRIOT_PASSWORD_HASH (of the account; may be empty).
The exit status is 0 if everything is as expected, 1 if not, and 2 if the image could not be judged. The reports are
verify.txt, verify.xml and verify.json in /workspace. The text is also on stdout.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from program import fail, step

from expectations import Mistake, Report, judge, read
from expectations.values import from_environment
from systems.archive import is_packed
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
            if is_packed(image):
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


if __name__ == "__main__":
    sys.exit(main())
