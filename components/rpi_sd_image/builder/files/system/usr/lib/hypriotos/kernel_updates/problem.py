class Problem(Exception):
    """Why a kernel is not on the boot partition, and what to do. What the board boots is as it was."""
