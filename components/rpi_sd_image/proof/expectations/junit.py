"""Results as JUnit XML."""

import xml.etree.ElementTree as xml

from expectations.result import Result, by_group, failed, not_applied

# Characters that XML 1.0 does not allow.
NOT_IN_XML = {number: " " for number in range(32) if chr(number) not in "\t\n\r"}


def junit(name: str, results: list[Result], seconds: float, error: str | None) -> bytes:
    """Returns XML with a test suite for each group and a test case for each expectation. error: why the run stopped
    early, or None."""
    suites = xml.Element("testsuites", counts(results, seconds, error) | {"name": name})
    for group, own in by_group(results).items():
        suite = xml.SubElement(suites, "testsuite", counts(own, sum(one.seconds for one in own)) | {"name": group})
        for result in own:
            add_case(suite, f"{name}.{group}", result)
    if error:
        suite = xml.SubElement(suites, "testsuite", counts([], 0, error) | {"name": "run"})
        attributes = {"name": "everything was judged", "classname": f"{name}.run", "time": "0"}
        xml.SubElement(xml.SubElement(suite, "testcase", attributes), "error", {"message": clean(error)})
    xml.indent(suites)
    return xml.tostring(suites, encoding="utf-8", xml_declaration=True) + b"\n"


def add_case(suite: xml.Element, classname: str, result: Result) -> None:
    attributes = {"name": result.expect, "classname": classname, "time": f"{result.seconds:.3f}"}
    case = xml.SubElement(suite, "testcase", attributes)
    detail = clean(result.detail)
    if not result.applies:
        xml.SubElement(case, "skipped", {"message": detail})
    elif not result.ok:
        failure = xml.SubElement(case, "failure", {"type": result.kind, "message": detail.split("\n")[0]})
        failure.text = detail


def counts(results: list[Result], seconds: float, error: str | None = None) -> dict[str, str]:
    return {
        "tests": str(len(results) + (1 if error else 0)),
        "failures": str(len(failed(results))),
        "errors": "1" if error else "0",
        "skipped": str(len(not_applied(results))),
        "time": f"{seconds:.3f}",
    }


def clean(text: str) -> str:
    return text.translate(NOT_IN_XML)
