from expectations.kinds import Kind
from systems.system import System


def judged(kind: type[Kind], system: System, **wanted: object) -> list[str]:
    """What a kind says of a system. A key that is a word of Python's is written with an underscore behind it:
    except_."""
    return list(kind({key.rstrip("_"): value for key, value in wanted.items()}).judge(system))
