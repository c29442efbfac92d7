"""SPDX 2.3: https://spdx.github.io/spdx-spec/v2.3/

Debian has no Python library that writes this format, and an image needs only a few of its objects.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parseaddr
from uuid import UUID

from contents.licence_names import conjunction, expression
from contents.model import Contents, File, Licences, Package, Part
from contents.package_urls import package_url

Object = dict[str, object]

UNKNOWN = "NOASSERTION"
DOCUMENT = "SPDXRef-DOCUMENT"
IMAGE = "SPDXRef-image"
# The files have a package of their own, as SPDX wants: a package has files, or it is described without them.
FILES = "SPDXRef-files"
PURPOSES = {"application": "APPLICATION", "container": "CONTAINER", "firmware": "FIRMWARE"}


class LicenceTexts:
    """The licences that SPDX does not have. A name has one identifier for each text that it stands for."""

    def __init__(self) -> None:
        self._found: dict[str, Object] = {}

    def declared(self, licences: Licences) -> str:
        """Returns what SPDX has as licenseDeclared."""
        return conjunction([self._expression(name, licences) for name in licences.names]) or UNKNOWN

    def _expression(self, name: str, licences: Licences) -> str:
        whole = expression(name, unknown=lambda one: self._reference(one, licences.texts))
        return whole or self._reference(name, licences.texts)

    def _reference(self, name: str, texts: Mapping[str, str]) -> str:
        text = texts.get(name, f"{name}. The copyright file gives no text for this name.")
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        identity = f"LicenseRef-{identifier(name)}-{digest}"
        self._found[identity] = {"licenseId": identity, "name": name, "extractedText": text}
        return identity

    def objects(self) -> list[Object]:
        return [self._found[identity] for identity in sorted(self._found)]


def spdx(contents: Contents, serial: UUID) -> str:
    """Returns the document. serial: the same for the same contents."""
    texts = LicenceTexts()
    identities = {package.name: f"SPDXRef-deb-{identifier(package.name)}" for package in contents.packages}
    packages = [of_package(package, identities[package.name], contents, texts) for package in contents.packages]
    parts = [of_part(part, f"SPDXRef-part-{number}", texts) for number, part in enumerate(contents.parts, 1)]
    described = [file for file in contents.files if file.sha256]
    files = [of_file(file, f"SPDXRef-file-{number}") for number, file in enumerate(described, 1)]
    document: Object = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": DOCUMENT,
        "name": f"{contents.name}-{contents.version}",
        "dataLicense": "CC0-1.0",
        "documentNamespace": f"https://spdx.org/spdxdocs/{contents.name}-{identifier(contents.version)}-{serial}",
        "creationInfo": {
            "created": datetime.fromtimestamp(contents.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: hypriotkit"],
        },
        "documentDescribes": [IMAGE],
        "packages": [of_image(contents), *packages, *parts, of_files(described, contents)],
        "files": files,
        "hasExtractedLicensingInfos": texts.objects(),
        "relationships": list(relationships(contents, identities, [one["SPDXID"] for one in parts], files)),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def of_image(contents: Contents) -> Object:
    return {
        "SPDXID": IMAGE,
        "name": contents.name,
        "versionInfo": contents.version,
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": False,
        "licenseConcluded": UNKNOWN,
        "licenseDeclared": UNKNOWN,
        "copyrightText": UNKNOWN,
        "primaryPackagePurpose": "OPERATING_SYSTEM",
        "comment": f"An image for {contents.architecture}, based on {contents.distribution} {contents.release}.",
    }


def of_package(package: Package, identity: str, contents: Contents, texts: LicenceTexts) -> Object:
    return {
        "SPDXID": identity,
        "name": package.name,
        "versionInfo": package.version,
        "supplier": supplier(package.maintainer),
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": False,
        **({"homepage": package.homepage} if package.homepage else {}),
        **({"sourceInfo": source_info(package)} if package.source else {}),
        "licenseConcluded": UNKNOWN,
        "licenseDeclared": texts.declared(package.licences),
        "copyrightText": UNKNOWN,
        "summary": package.summary,
        "externalRefs": references(package_url(package, contents).to_string(), package.cpe),
    }


def source_info(package: Package) -> str:
    return f"built from the source package {package.source} {package.source_version}"


def of_part(part: Part, identity: str, texts: LicenceTexts) -> Object:
    return {
        "SPDXID": identity,
        "name": part.name,
        **({"versionInfo": part.version} if part.version else {}),
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": False,
        **({"checksums": [checksum("SHA256", part.sha256)]} if part.sha256 else {}),
        "licenseConcluded": UNKNOWN,
        "licenseDeclared": texts.declared(part.licences),
        "copyrightText": UNKNOWN,
        "summary": part.summary,
        **({"comment": "\n".join(f"{name}: {value}" for name, value in part.details.items())} if part.details else {}),
        "externalRefs": references(part.purl, part.cpe),
        "primaryPackagePurpose": PURPOSES[part.kind],
    }


def of_files(described: Sequence[File], contents: Contents) -> Object:
    without = [file.path for file in contents.files if not file.sha256]
    return {
        "SPDXID": FILES,
        "name": f"{contents.name}-files",
        "versionInfo": contents.version,
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": True,
        "packageVerificationCode": {"packageVerificationCodeValue": verification_code(described)},
        "licenseConcluded": UNKNOWN,
        "licenseDeclared": UNKNOWN,
        "copyrightText": UNKNOWN,
        "summary": "Files that are in no package",
        **({"comment": "\n".join(["Without hashes, as they may hold secrets:", *without])} if without else {}),
        "primaryPackagePurpose": "FILE",
    }


def of_file(file: File, identity: str) -> Object:
    return {
        "SPDXID": identity,
        "fileName": f".{file.path}",
        "checksums": [checksum("SHA1", file.sha1), checksum("SHA256", file.sha256)],
        "licenseConcluded": UNKNOWN,
        "copyrightText": UNKNOWN,
    }


def verification_code(files: Iterable[File]) -> str:
    """Returns the code of section 7.9 of the specification."""
    return hashlib.sha1("".join(sorted(file.sha1 for file in files)).encode(), usedforsecurity=False).hexdigest()


def relationships(
    contents: Contents, identities: Mapping[str, str], parts: Sequence[object], files: Sequence[Object]
) -> Iterator[Object]:
    yield relationship(DOCUMENT, "DESCRIBES", IMAGE)
    for contained in (*identities.values(), *parts, FILES):
        yield relationship(IMAGE, "CONTAINS", contained)
    for package in contents.packages:
        for name in package.depends:
            yield relationship(identities[package.name], "DEPENDS_ON", identities[name])
    for file in files:
        yield relationship(FILES, "CONTAINS", file["SPDXID"])


def relationship(one: object, kind: str, other: object) -> Object:
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def references(purl: str, cpe: str) -> list[Object]:
    found: list[Object] = [
        {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl},
    ]
    if cpe:
        found.append({"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": cpe})
    return found


def checksum(algorithm: str, value: str) -> Object:
    return {"algorithm": algorithm, "checksumValue": value}


def supplier(maintainer: str) -> str:
    name, address = parseaddr(maintainer)
    return f"Organization: {name or maintainer}" + (f" ({address})" if address else "")


def identifier(text: str) -> str:
    """Returns the text in the letters that an SPDX identifier may have. A plus keeps what sets it apart: libstdc++6."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", text.replace("+", ".2B"))
