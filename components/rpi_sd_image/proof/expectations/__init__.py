"""What is expected of a system, and whether it is so.

    read     files of expectations -> checked expectations for one place (image, qemu, board)
    judge    expectations and a system -> a result for each
    report   results -> text for people, JUnit XML for CI systems, JSON for programs

A system is anything with the interface in systems/system.py. This package, systems/ and a file of expectations are all
that a running system needs to be judged from inside; see __main__.py. Python's own library and PyYAML are enough for
them.
"""

from expectations.judge import judge
from expectations.mistake import Mistake
from expectations.read import Expectation, read
from expectations.report import Report
from expectations.result import Result

__all__ = ["Expectation", "Mistake", "Report", "Result", "judge", "read"]
