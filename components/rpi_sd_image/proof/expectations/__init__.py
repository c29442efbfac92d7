"""Reads expectations and judges a system by them.

    read     files of expectations -> checked expectations for one place (image, qemu, board)
    judge    expectations and a system -> a result for each expectation
    report   results -> text for people, JUnit XML for CI systems, JSON for programs

A system is anything with the interface in systems/system.py. To judge itself (see __main__.py), a running system needs
only this package, systems/ and a file of expectations. They depend only on Python's standard library and PyYAML.
"""

from expectations.judge import judge, judge_groups
from expectations.mistake import Mistake
from expectations.read import Expectation, read
from expectations.report import Report
from expectations.result import Result

__all__ = ["Expectation", "Mistake", "Report", "Result", "judge", "judge_groups", "read"]
