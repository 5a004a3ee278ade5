"""What a seed document may say of builds and scripts."""

from emulator.api import shapes
from emulator.domain import build, script
from emulator.seed.entry import ResourceEntry, SeedEntry, Time


class Build(ResourceEntry, frozen=True):
    build_id: shapes.BuildId
    name: shapes.NonZeroAndMaxString | None = None
    version: shapes.NonZeroAndMaxString | None = None
    status: build.Status | None = None
    operating_system: build.OperatingSystem | None = None
    server_sdk_version: shapes.ServerSdkVersion | None = None
    creation_time: Time | None = None


class StorageLocation(SeedEntry, frozen=True):
    bucket: shapes.NonEmptyString
    key: shapes.NonEmptyString
    role_arn: shapes.NonEmptyString
    object_version: shapes.NonEmptyString | None = None


class Script(ResourceEntry, frozen=True):
    script_id: shapes.ScriptId
    name: shapes.NonZeroAndMaxString | None = None
    version: shapes.NonZeroAndMaxString | None = None
    size_on_disk: shapes.WholeNumberLong | None = None
    storage_location: StorageLocation | None = None
    node_js_version: script.NodeJsVersion | None = None
    creation_time: Time | None = None
