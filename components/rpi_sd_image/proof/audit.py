"""Compares the packages of a finished SD image with the archives that the image itself would update from.

Environment: IMAGE_ARTIFACT (the image in /workspace: .img, .img.zip, .img.xz or .img.zst), FAIL_ON (security: missing
security updates fail the audit; any: every finding does; never: none does).
The exit status is 0 if nothing fails the audit, 1 if something does, and 2 if it could not be made. The reports are
audit.txt, audit.json and audit.xml in /workspace. The text is also on stdout.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from program import fail, step

from archives.compare import compare
from archives.findings import Kind
from archives.lay_out import lay_out
from archives.report import Report
from systems.archive import is_packed
from systems.image import ImageSystem, unpack
from systems.system import Unreadable

WORKSPACE = Path("/workspace")
FATAL = {"security": (Kind.SECURITY,), "any": tuple(Kind), "never": ()}


def main() -> int:
    artifact, fail_on = os.environ.get("IMAGE_ARTIFACT"), os.environ.get("FAIL_ON") or "security"
    if not artifact or fail_on not in FATAL:
        return fail(
            "IMAGE_ARTIFACT is not set." if not artifact else f"FAIL_ON is {fail_on}; expected {', '.join(FATAL)}."
        )
    report = Report(f"Audited {artifact}", FATAL[fail_on])
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            step("Unpacking the image")
            image = WORKSPACE / artifact
            if is_packed(image):
                image = unpack(image, Path(scratch))
            configuration = lay_out(ImageSystem(image, Path(scratch)), Path(scratch) / "apt")
            step("Reading the indexes of the image's archives")
            report.audit = compare(configuration)
    except Unreadable as error:
        report.error = str(error)
    report.seconds = time.monotonic() - started
    report.write(WORKSPACE)
    if report.error:
        return fail(report.error)
    print(report.text(), end="", flush=True)
    return 0 if report.ok else fail(f"{artifact} is not up to date: {report.summary()}", 1)


if __name__ == "__main__":
    sys.exit(main())
