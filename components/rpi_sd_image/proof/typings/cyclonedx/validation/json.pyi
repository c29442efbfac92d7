from cyclonedx.schema import SchemaVersion

class Data:
    message: str

class ValidationError:
    data: Data

class JsonStrictValidator:
    def __init__(self, schema_version: SchemaVersion) -> None: ...
    def validate_str(self, data: str) -> ValidationError | None: ...
