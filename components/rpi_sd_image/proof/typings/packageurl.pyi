"""What we use of python3-packageurl."""

from collections.abc import Mapping

class PackageURL:
    def __new__(
        cls,
        type: str,
        namespace: str | None = None,
        name: str | None = None,
        version: str | None = None,
        qualifiers: Mapping[str, str] | None = None,
    ) -> PackageURL: ...
    def to_string(self) -> str: ...
    @classmethod
    def from_string(cls, purl: str) -> PackageURL: ...
