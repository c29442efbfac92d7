"""How the programs tell the executor that runs them what they do, and why they failed."""

import sys


def step(text: str) -> None:
    print(f"==> {text}", flush=True)


def fail(text: str, status: int = 2) -> int:
    print(f"error: {text}", file=sys.stderr)
    return status
