from collections.abc import Iterable

class OrganizationalContact:
    def __init__(self, *, name: str | None = None, email: str | None = None) -> None: ...

class OrganizationalEntity:
    def __init__(
        self, *, name: str | None = None, contacts: Iterable[OrganizationalContact] | None = None
    ) -> None: ...
