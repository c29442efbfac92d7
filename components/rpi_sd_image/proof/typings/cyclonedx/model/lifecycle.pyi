from enum import Enum

class LifecyclePhase(Enum):
    BUILD = ...

class PredefinedLifecycle:
    def __init__(self, phase: LifecyclePhase) -> None: ...
