"""A Raspberry Pi in QEMU (board.py) with its card, its console and its network; a system over SSH (ssh.py)."""
