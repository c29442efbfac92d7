"""The kinds of expectations, each in a file of its own. A new one is written like them and named here."""

from expectations.kinds.absent import Absent
from expectations.kinds.account import AccountKind, Logins
from expectations.kinds.command import Command
from expectations.kinds.file import File
from expectations.kinds.kind import Kind
from expectations.kinds.package import Package, Packages
from expectations.kinds.service import Service
from expectations.kinds.settings import Settings

ALL: tuple[type[Kind], ...] = (File, Absent, Settings, AccountKind, Logins, Service, Package, Packages, Command)

KINDS: dict[str, Kind] = {kind.name: kind() for kind in ALL}
