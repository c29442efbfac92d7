"""A Raspberry Pi in QEMU (board.py), with its card, its console and its network; and a system that is reached over SSH
(ssh.py)."""
