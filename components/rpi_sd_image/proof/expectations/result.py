"""How one expectation came out."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """detail says what is not as expected, a line for each thing; applies is False where a condition of the expectation does not hold
    (detail says which one), and ok is True then."""

    expect: str
    group: str
    kind: str
    ok: bool
    detail: str
    seconds: float
    applies: bool = True

    def as_object(self) -> dict:
        """For JSON."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}

    @classmethod
    def from_object(cls, values: dict) -> "Result":
        return cls(**values)
