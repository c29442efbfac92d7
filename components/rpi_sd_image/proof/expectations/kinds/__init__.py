"""The kinds of expectations, each in a separate file. Add new kinds to ALL."""

from expectations.kinds.absent import Absent
from expectations.kinds.account import AccountKind, Logins
from expectations.kinds.boards import Boards
from expectations.kinds.command import Command
from expectations.kinds.config_txt import ConfigTxt
from expectations.kinds.drivers import Drivers
from expectations.kinds.file import File
from expectations.kinds.file_system import FileSystem
from expectations.kinds.fstab import Fstab
from expectations.kinds.kernel_arguments import KernelArguments
from expectations.kinds.kernel_options import KernelOptions
from expectations.kinds.kind import Kind
from expectations.kinds.modules import Modules
from expectations.kinds.netplan import Netplan
from expectations.kinds.overlays import Overlays
from expectations.kinds.package import Package, Packages
from expectations.kinds.partitions import Partitions
from expectations.kinds.permissions import Permissions
from expectations.kinds.programs import Programs
from expectations.kinds.radios import Radios
from expectations.kinds.rights import Rights
from expectations.kinds.service import Service
from expectations.kinds.settings import Settings

# In the order of the documentation.
ALL: tuple[type[Kind], ...] = (
    File,
    Absent,
    Settings,
    AccountKind,
    Logins,
    Permissions,
    Rights,
    Programs,
    Service,
    Package,
    Packages,
    Boards,
    Overlays,
    Drivers,
    Radios,
    KernelOptions,
    Modules,
    ConfigTxt,
    KernelArguments,
    Netplan,
    Fstab,
    Partitions,
    FileSystem,
    Command,
)

KINDS: dict[str, type[Kind]] = {kind.name: kind for kind in ALL}
