from enum import Enum

class SchemaVersion(Enum):
    V1_6 = ...
