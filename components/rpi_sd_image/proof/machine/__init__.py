"""A Raspberry Pi in QEMU (board.py) with its card, console and network, and access to systems over SSH (ssh.py)."""
