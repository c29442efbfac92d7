"""What was checked and how it came out."""

import json
from pathlib import Path

from failure import BootFailure


class Checks:
    def __init__(self) -> None:
        self._checks: list[dict] = []

    def add(self, name: str, ok: bool, detail: str, seconds: float = 0.0) -> None:
        self._checks.append({"name": name, "ok": ok, "detail": detail, "seconds": round(seconds, 1)})

    def detail(self, name: str) -> str:
        return next((check["detail"] for check in self._checks if check["name"] == name), "unknown")

    def raise_if_any_failed(self) -> None:
        failed = [f"{check['name']}: {check['detail']}" for check in self._checks if not check["ok"]]
        if failed:
            raise BootFailure("; ".join(failed))

    def write(self, path: Path, image: str | None, error: str | None) -> None:
        report = {"image": image, "ok": error is None, "error": error, "checks": self._checks}
        path.write_text(json.dumps(report, indent=2) + "\n")
