"""What we use of python3-debian."""

from collections.abc import Iterable

class NotMachineReadableError(Exception): ...

class License:
    synopsis: str
    text: str | None

class FilesParagraph:
    license: License | None

class LicenseParagraph:
    license: License

class Copyright:
    def __init__(self, sequence: Iterable[str], *, strict: bool = True) -> None: ...
    def all_files_paragraphs(self) -> Iterable[FilesParagraph]: ...
    def all_license_paragraphs(self) -> Iterable[LicenseParagraph]: ...
