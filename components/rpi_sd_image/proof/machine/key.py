"""The key that boot logs in with. It exists only during one run."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Key:
    private: Path
    public: str

    @classmethod
    def make(cls, folder: Path) -> "Key":
        private = folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "boot", "-f", str(private)], check=True)
        return cls(private, private.with_suffix(".pub").read_text().strip())
