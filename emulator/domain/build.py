"""Builds of game servers, as records: nobody runs one."""

from typing import ClassVar, Literal

from emulator.domain.resource import Resource

Status = Literal["INITIALIZED", "READY", "FAILED"]
OperatingSystem = Literal[
    "WINDOWS_2012", "AMAZON_LINUX", "AMAZON_LINUX_2", "WINDOWS_2016", "AMAZON_LINUX_2023", "WINDOWS_2022"
]

# Assumed: of an EC2 fleet whose build is not here. It is the newest Linux.
OPERATING_SYSTEM: OperatingSystem = "AMAZON_LINUX_2023"


class Build(Resource, frozen=True, kw_only=True):
    """A build. It is READY from the beginning: there are no files to wait for."""

    arn_kind: ClassVar = "build"
    name_field: ClassVar = "build_id"

    build_id: str
    name: str | None = None
    version: str | None = None
    status: Status = "READY"
    operating_system: OperatingSystem
    server_sdk_version: str | None = None
    creation_time: int
