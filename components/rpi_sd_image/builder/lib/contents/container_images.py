"""The container images that the system has from the start, in an archive of docker save."""

import hashlib
import json
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict, cast

from packageurl import PackageURL

from contents.model import Part

ARCHIVE = "var/lib/hypriotos/container-images.tar"


class Entry(TypedDict):
    """What an archive says of an image."""

    Config: str
    RepoTags: list[str]


def read_container_images(root: Path, digests: Mapping[str, str]) -> list[Part]:
    """Returns each name of an image as a part.

    digests: of the manifests in the registries that images were fetched from, by the names of the images
    """
    archive = root / ARCHIVE
    if not archive.is_file():
        return []
    with tarfile.open(archive) as tar:
        return sorted((part(*named, digests) for named in identities(tar)), key=lambda one: (one.name, one.version))


def identities(tar: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    """Yields name and id of each image."""
    for entry in cast(list[Entry], json.loads(content(tar, "manifest.json"))):
        # An image's id is the hash of its configuration. docker image ls shows its first digits.
        identity = f"sha256:{hashlib.sha256(content(tar, entry['Config'])).hexdigest()}"
        for name in entry["RepoTags"]:
            yield name, identity


def part(name: str, identity: str, digests: Mapping[str, str]) -> Part:
    repository, _, tag = name.rpartition(":")
    host, rest = split_host(repository)
    namespace, _, short = rest.rpartition("/")
    qualifiers = {"repository_url": host} if host else {}
    return Part(
        kind="container",
        name=repository,
        version=tag,
        purl=PackageURL("docker", namespace, short, identity, qualifiers).to_string(),
        summary="Container image that the system has from the start",
        details={"image-id": identity, **({"registry-digest": digests[name]} if name in digests else {})},
    )


def split_host(repository: str) -> tuple[str, str]:
    """Returns the host of a registry, which is empty for Docker Hub, and the rest."""
    first, slash, rest = repository.partition("/")
    return (first, rest) if slash and ("." in first or ":" in first or first == "localhost") else ("", repository)


def content(tar: tarfile.TarFile, name: str) -> bytes:
    for path in (name, f"./{name}"):
        try:
            file = tar.extractfile(path)
        except KeyError:
            continue
        if file:
            return file.read()
    raise ValueError(f"the archive of container images has no {name}")


def read_digests(file: Path) -> dict[str, str]:
    """Returns the digests of images by their names. The file has a line for each, with a space between."""
    if not file.is_file():
        return {}
    return dict(line.split(" ") for line in file.read_text(encoding="utf-8").splitlines())
