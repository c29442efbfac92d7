"""The apt of an image, laid out in a folder: its sources, keys, pins and list of packages. The apt of this container
then reads the archives as the board would."""

import re
from pathlib import Path

from systems.system import System, Unreadable

CONFIGURED = (
    "/etc/apt/sources.list",
    "/etc/apt/sources.list.d/*",
    "/etc/apt/preferences",
    "/etc/apt/preferences.d/*",
    "/etc/apt/trusted.gpg.d/*",
    "/etc/apt/auth.conf",
    "/etc/apt/auth.conf.d/*",
)
STATUS = "/var/lib/dpkg/status"
# Architectures that the image's dpkg knows, its own first.
ARCHITECTURES = "/var/lib/dpkg/arch"
# How the builders' apt behaves, and reaches the network.
OF_BUILDERS = ("/etc/apt/apt.conf.d/90hypriotkit", "/etc/apt/apt.conf.d/92hypriotkit-network")

# Signed-By: FILE FILE, or [signed-by=FILE,FILE]. A key may be there itself instead.
KEYS = re.compile(
    r"(?P<before>^signed-by:[ \t]*)(?P<files>/.*)$|(?P<option>\bsigned-by=)(?P<more>/[^\s\]]*)",
    re.IGNORECASE | re.MULTILINE,
)
# What has apt believe an archive without a signature. Nothing of that is believed here.
WITHOUT_SIGNATURE = r"(?:trusted|allow-insecure|allow-weak|allow-downgrade-to-insecure)"
LINE_WITHOUT_SIGNATURE = re.compile(rf"^{WITHOUT_SIGNATURE}:.*\n?", re.IGNORECASE | re.MULTILINE)
OPTION_WITHOUT_SIGNATURE = re.compile(rf"\b{WITHOUT_SIGNATURE}=[^\s\]]*", re.IGNORECASE)

CONFIGURATION = """{includes}
#clear APT::Architectures;
APT::Architecture "{first}";
APT::Architectures {{ {all} }};
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
Acquire::AllowDowngradeToInsecureRepositories "false";
APT::Sandbox::User "root";
Dir::Etc "{folder}/etc/apt";
Dir::Etc::parts "{folder}/parts";
Dir::State "{folder}/state";
Dir::State::lists "{folder}/lists";
Dir::State::status "{folder}{status}";
Dir::Cache "{folder}/cache";
Dir::Log "{folder}/log";
"""


def lay_out(system: System, folder: Path) -> Path:
    """Returns apt's configuration, in a file. Raises Unreadable if the image has no sources or no list of packages."""
    for path in (
        "etc/apt/sources.list.d",
        "etc/apt/preferences.d",
        "parts",
        "state",
        "lists/partial",
        "cache/archives/partial",
        "log",
    ):
        (folder / path).mkdir(parents=True)
    for path in (path for pattern in CONFIGURED for path in system.glob(pattern)):
        put(folder, path, with_own_keys(system, folder, system.read(path)) if is_source(path) else system.read(path))
    if not list((folder / "etc/apt").glob("sources.list*/*")) and not (folder / "etc/apt/sources.list").exists():
        raise Unreadable("the image has no sources in /etc/apt, so that there is nothing to compare its packages with")
    put(folder, STATUS, system.read(STATUS))
    configuration = folder / "apt.conf"
    architectures = architectures_of(system)
    configuration.write_text(
        CONFIGURATION.format(
            includes="\n".join(f'#include "{file}";' for file in OF_BUILDERS if Path(file).exists()),
            first=architectures[0],
            all=" ".join(f'"{one}";' for one in architectures),
            folder=folder,
            status=STATUS,
        ),
        encoding="utf-8",
    )
    return configuration


def architectures_of(system: System) -> list[str]:
    """Returns the architecture of the image's dpkg, and those that were added to it."""
    own = re.search(r"^Package: dpkg\n(?:.+\n)*?Architecture: (\S+)$", system.text(STATUS), re.MULTILINE)
    if not own:
        raise Unreadable(f"{STATUS} of the image does not have dpkg, so that its architecture is unknown")
    added = system.text(ARCHITECTURES).split() if system.entry(ARCHITECTURES) else []
    return list(dict.fromkeys([own[1], *added]))


def is_source(path: str) -> bool:
    return "/sources.list" in path


def with_own_keys(system: System, folder: Path, source: bytes) -> bytes:
    """Returns a file of sources in which the keys are those of the image, whatever this container has at their paths.
    A source that needs no signature loses that."""

    def own(found: re.Match[str]) -> str:
        separator = "," if found["option"] else " "
        keys = re.split(r"[\s,]+", (found["more"] or found["files"]).strip())
        for key in keys:
            put(folder, key, system.read(key))
        return (found["option"] or found["before"]) + separator.join(f"{folder}{key}" for key in keys)

    text = KEYS.sub(own, source.decode("utf-8", errors="surrogateescape"))
    text = OPTION_WITHOUT_SIGNATURE.sub("", LINE_WITHOUT_SIGNATURE.sub("", text))
    # Without anything in them, the brackets of options are a mistake.
    return re.sub(r"\[\s*\]", "", text).encode("utf-8", errors="surrogateescape")


def put(folder: Path, path: str, content: bytes) -> None:
    file = folder / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
