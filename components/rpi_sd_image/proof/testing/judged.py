from expectations.kinds import Kind
from systems.system import System


def judged(kind: type[Kind], system: System, **wanted: object) -> list[str]:
    """Returns what a kind reports about a system. Keys that are Python keywords end with an underscore: except_."""
    return list(kind({key.rstrip("_"): value for key, value in wanted.items()}).judge(system))
