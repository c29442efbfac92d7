class BootFailure(Exception):
    """The image did not do what it has to. The message is for people."""
