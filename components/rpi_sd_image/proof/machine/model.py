"""The models of the Raspberry Pi that QEMU emulates, and what each of them lacks in QEMU."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from expectations.boards import BOARDS, Board
from machine.failure import BootFailure


@dataclass(frozen=True)
class Model:
    """board: the model
    pl011: the console is on the PL011 (ttyAMA0), not on the mini UART
    slot: Linux finds the card in QEMU's slot; otherwise the card is a disk on USB
    missing: nodes of the device tree that Linux has to do without
    changes: properties of other nodes, by the node's path and name
    """

    board: Board
    pl011: bool = False
    slot: bool = True
    missing: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()

    def adapt(self, tree: Path) -> Path:
        """Changes a device tree to what QEMU emulates. Kernels differ in the nodes that they have."""
        there = [node for node in self.missing if has_node(tree, node)]
        for node, name, value in (*((node, "status", "disabled") for node in there), *self.changes):
            done = run("fdtput", "-t", "s", str(tree), node, name, value)
            if done.returncode:
                raise BootFailure(f"{tree.name}: {node} has not got {name} = {value}: {done.stderr.strip()}")
        return tree


def has_node(tree: Path, node: str) -> bool:
    return run("fdtget", "-p", str(tree), node).returncode == 0


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, check=False, capture_output=True, text=True)


MODELS = {
    "raspi3b": Model(BOARDS["Pi 3 B"]),
    # Without Ethernet (GENET), PCIe, and the GPIOs of the firmware, which switch the power of the card.
    "raspi4b": Model(
        BOARDS["Pi 4 B"],
        pl011=True,
        slot=False,
        missing=(
            # Linux reads registers that are not there, and panics.
            "/soc/clock@7ef00000",
            "/soc/interrupt-controller@7ef00100",
            "/soc/hdmi@7ef00700",
            "/soc/hdmi@7ef05700",
            "/soc/i2c@7ef04500",
            "/soc/i2c@7ef09500",
            # The mini UART, whose interrupt never ends.
            "/soc/serial@7e215040",
            # Otherwise Bluetooth would have the PL011.
            "/soc/serial@7e201000/bluetooth",
        ),
        # The port in the USB-C socket, where a board takes its power. QEMU has its devices there.
        changes=(("/soc/usb@7e980000", "dr_mode", "host"),),
    ),
}
