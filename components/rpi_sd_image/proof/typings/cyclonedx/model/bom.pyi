from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cyclonedx.model.component import Component
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.lifecycle import PredefinedLifecycle
from cyclonedx.model.tool import ToolRepository

class BomMetaData:
    def __init__(
        self,
        *,
        tools: ToolRepository | None = None,
        component: Component | None = None,
        timestamp: datetime | None = None,
        lifecycles: Iterable[PredefinedLifecycle] | None = None,
    ) -> None: ...

class Bom:
    def __init__(
        self,
        *,
        components: Iterable[Component] | None = None,
        serial_number: UUID | None = None,
        metadata: BomMetaData | None = None,
        dependencies: Iterable[Dependency] | None = None,
    ) -> None: ...
