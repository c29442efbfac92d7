"""Compares what verify sees of a root file system with what debugfs says of it, which comes with the kernel's own
tools.

usage: compare.py IMAGE
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, "/proof")
from systems.image import ImageSystem
from systems.system import Entry


def main() -> None:
    image = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        system = ImageSystem(image, Path(scratch))
        (root,) = (one for one in system.partitions() if one.file_system == "ext4")
        device = f"{image}?offset={root.start}"
        entries = {entry.path: entry for entry in system.root.walk("/")}
        differ = compare_entries(entries, device)
        files = [entry for entry in entries.values() if entry.is_file]
        # Small ones and large ones, sparse ones among them.
        some = [*files[::200], *sorted(files, key=lambda entry: entry.size)[-5:]]
        differ += compare_contents(system, some, device, Path(scratch))
    if differ:
        sys.exit("\n".join(differ[:20]))
    print(f"{len(entries)} entries and {len(some)} files are the same")


def compare_entries(entries: dict[str, Entry], device: str) -> list[str]:
    directories = ["/", *(path for path, entry in entries.items() if entry.is_directory)]
    said = debugfs(device, [f'ls -p "{directory}"' for directory in directories])
    found: dict[str, tuple[int, int, int, int | None]] = {}
    inodes: dict[str, str] = {}
    for directory, lines in zip(directories, said, strict=True):
        for line in lines:
            # /inode/mode/uid/gid/name/size/; of a removed entry only a part.
            fields = line.split("/")
            if len(fields) == 8 and fields[1] != "0" and fields[5] not in (".", ".."):
                _, inode, mode, owner, group, name, size, _ = fields
                path = f"{directory.rstrip('/')}/{name}"
                inodes[path] = inode
                found[path] = (int(mode, 8), int(owner), int(group), int(size) if size else None)
    differ = [f"only one of them has {path}" for path in found.keys() ^ entries.keys()]
    for path, wanted in found.items():
        entry = entries.get(path)
        if entry and (entry.mode, entry.owner, entry.group, None if wanted[3] is None else entry.size) != wanted:
            differ.append(f"{path}: {entry}, debugfs says {wanted}")
    links = [entry for entry in entries.values() if entry.is_link]
    # Short ones lie in the inode, which is what stat shows; long ones in a block.
    said = debugfs(device, [f"{'stat' if is_short(entry) else 'cat'} <{inodes[entry.path]}>" for entry in links])
    for entry, lines in zip(links, said, strict=True):
        if not {f'Fast link dest: "{entry.target}"', entry.target} & set(lines):
            differ.append(f"{entry.path}: a link to {entry.target}, debugfs says {lines[-1:]}")
    return differ


def is_short(link: Entry) -> bool:
    return len((link.target or "").encode()) < 60


def compare_contents(system: ImageSystem, files: list[Entry], device: str, scratch: Path) -> list[str]:
    copies = {entry.path: scratch / str(number) for number, entry in enumerate(files)}
    debugfs(device, [f'dump "{path}" {copy}' for path, copy in copies.items()])
    return [
        f"{path}: its content is not what debugfs says"
        for path, copy in copies.items()
        if digest(system.content(path, None)) != digest(copy.read_bytes())
    ]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def debugfs(device: str, commands: list[str]) -> list[list[str]]:
    """The lines that it prints for each command."""
    with tempfile.NamedTemporaryFile("w") as script:
        script.writelines(f"{command}\n" for command in commands)
        script.flush()
        command = ["debugfs", "-f", script.name, device]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answers: list[list[str]] = []
    for line in output.splitlines():
        # What a link says has no line's end of its own.
        before, prompt, _ = line.partition("debugfs: ")
        if before.strip():
            answers[-1].append(before.strip())
        if prompt:
            answers.append([])
    return answers


if __name__ == "__main__":
    main()
