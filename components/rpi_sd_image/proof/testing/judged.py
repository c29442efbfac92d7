from expectations.kinds import Kind
from systems.system import System


def judged(kind: type[Kind], system: System, **wanted: object) -> list[str]:
    """What a kind says of a system. Behind a key that is a word of Python's there is an underscore: except_."""
    return list(kind({key.rstrip("_"): value for key, value in wanted.items()}).judge(system))
