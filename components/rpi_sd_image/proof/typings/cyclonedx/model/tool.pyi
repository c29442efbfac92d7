from collections.abc import Iterable

from cyclonedx.model.component import Component

class ToolRepository:
    def __init__(self, *, components: Iterable[Component] | None = None) -> None: ...
