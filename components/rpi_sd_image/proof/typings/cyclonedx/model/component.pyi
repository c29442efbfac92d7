from collections.abc import Iterable
from enum import Enum

from cyclonedx.model import ExternalReference, HashType, Property
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.dependency import BomRef
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from packageurl import PackageURL

class ComponentType(Enum):
    APPLICATION = ...
    CONTAINER = ...
    FILE = ...
    FIRMWARE = ...
    LIBRARY = ...
    OPERATING_SYSTEM = ...

class Component:
    bom_ref: BomRef
    def __init__(
        self,
        *,
        name: str,
        type: ComponentType,
        version: str | None = None,
        bom_ref: str | None = None,
        supplier: OrganizationalEntity | None = None,
        description: str | None = None,
        hashes: Iterable[HashType] | None = None,
        licenses: Iterable[LicenseExpression | DisjunctiveLicense] | None = None,
        purl: PackageURL | None = None,
        cpe: str | None = None,
        external_references: Iterable[ExternalReference] | None = None,
        properties: Iterable[Property] | None = None,
    ) -> None: ...
