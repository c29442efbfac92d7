class BootFailure(Exception):
    """The image did not do what it has to, or what was asked for cannot be done. The message is for people."""
