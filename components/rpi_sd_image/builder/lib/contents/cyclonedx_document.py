"""CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from uuid import UUID

from cyclonedx.exception.model import InvalidUriException
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalContact, OrganizationalEntity
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.model.lifecycle import LifecyclePhase, PredefinedLifecycle
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from contents.licence_names import conjunction, expression
from contents.model import Contents, File, Licences, Package, Part
from contents.package_urls import package_url

# Of the properties that CycloneDX has no words for.
PREFIX = "hypriotos:"
KINDS = {
    "application": ComponentType.APPLICATION,
    "container": ComponentType.CONTAINER,
    "firmware": ComponentType.FIRMWARE,
}


class Invalid(Exception):
    """A document that does not match its schema. The message says where."""


def cyclonedx(contents: Contents, serial: UUID) -> str:
    """Returns the document. serial: the same for the same contents. Raises Invalid."""
    packages = {package.name: of_package(package, contents) for package in contents.packages}
    system = operating_system(contents)
    components = [system, *packages.values(), *map(of_part, contents.parts), *map(of_file, contents.files)]
    image = Component(
        type=ComponentType.OPERATING_SYSTEM, name=contents.name, version=contents.version, bom_ref=contents.name
    )
    bom = Bom(
        serial_number=serial,
        metadata=BomMetaData(
            timestamp=datetime.fromtimestamp(contents.time, UTC),
            component=image,
            lifecycles=[PredefinedLifecycle(LifecyclePhase.BUILD)],
            tools=ToolRepository(components=[Component(type=ComponentType.APPLICATION, name="hypriotkit")]),
        ),
        components=components,
        dependencies=[
            Dependency(image.bom_ref, [Dependency(one.bom_ref) for one in components]),
            *(
                Dependency(
                    packages[package.name].bom_ref, [Dependency(packages[name].bom_ref) for name in package.depends]
                )
                for package in contents.packages
            ),
        ],
    )
    text = json.dumps(json.loads(JsonV1Dot6(bom).output_as_string()), indent=2, ensure_ascii=False) + "\n"
    check(text)
    return text


def check(text: str) -> None:
    if problem := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise Invalid(f"the CycloneDX document does not match its schema: {problem.data.message}")


def operating_system(contents: Contents) -> Component:
    """The distribution, by which scanners choose the advisories that apply."""
    return Component(
        type=ComponentType.OPERATING_SYSTEM,
        name=contents.distribution,
        version=contents.release,
        bom_ref=f"{contents.distribution}-{contents.release}",
    )


def of_package(package: Package, contents: Contents) -> Component:
    url = package_url(package, contents)
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=url.to_string(),
        purl=url,
        cpe=package.cpe or None,
        description=package.summary or None,
        supplier=supplier(package.maintainer),
        licenses=list(licences(package.licences)),
        external_references=website(package.homepage),
        properties=properties({"source-package": package.source, "source-version": package.source_version}),
    )


def of_part(part: Part) -> Component:
    return Component(
        type=KINDS[part.kind],
        name=part.name,
        version=part.version or None,
        bom_ref=part.purl,
        purl=PackageURL.from_string(part.purl),
        cpe=part.cpe or None,
        description=part.summary,
        hashes=sha256(part.sha256),
        licenses=list(licences(part.licences)),
        properties=properties(part.details),
    )


def of_file(file: File) -> Component:
    return Component(type=ComponentType.FILE, name=file.path, bom_ref=f"file:{file.path}", hashes=sha256(file.sha256))


def supplier(maintainer: str) -> OrganizationalEntity:
    name, address = parseaddr(maintainer)
    return OrganizationalEntity(
        name=name or maintainer, contacts=[OrganizationalContact(email=address)] if address else []
    )


def licences(found: Licences) -> Iterable[LicenseExpression | DisjunctiveLicense]:
    """Yields one expression if SPDX has words for all, and otherwise each licence for itself. CycloneDX takes no
    mixture of the two."""
    known = [expression(name, unknown=lambda _: None) for name in found.names]
    whole = conjunction(known)
    if whole:
        yield LicenseExpression(whole)
        return
    for name, one in zip(found.names, known, strict=True):
        yield DisjunctiveLicense(id=one) if one and " " not in one else DisjunctiveLicense(name=one or name)


def website(homepage: str) -> list[ExternalReference]:
    try:
        return [ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(homepage))] if homepage else []
    except InvalidUriException:
        return []


def sha256(digest: str) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=digest)] if digest else []


def properties(values: dict[str, str]) -> list[Property]:
    return [Property(name=PREFIX + name, value=value) for name, value in values.items() if value]
