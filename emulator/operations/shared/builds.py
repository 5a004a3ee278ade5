"""Builds: how one is shown, and where its files would be uploaded to."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import OPERATING_SYSTEM, Build, OperatingSystem
from emulator.domain.fleet import Fleet
from emulator.operations.shared.storage import made_up_location


def show_build(build: Build) -> shapes.Build:
    """A build as AWS shows it. Documented: SizeOnDisk is 0 where the files come from a bucket of one's own."""
    return shapes.Build(
        build_id=build.build_id,
        build_arn=build.arn,
        name=build.name,
        version=build.version,
        status=build.status,
        size_on_disk=0,
        operating_system=build.operating_system,
        creation_time=build.creation_time / 1000,
        server_sdk_version=build.server_sdk_version,
    )


def upload_of(build: Build) -> tuple[shapes.AwsCredentials, shapes.S3Location]:
    """Credentials that open nothing, and a place in a bucket that is nobody's."""
    return shapes.AwsCredentials("EMULATOR", "emulator", "emulator"), made_up_location(build)


def operating_system_of(fleet: Fleet, context: Context) -> OperatingSystem | None:
    """The operating system of a fleet's instances: that of its build; None for an Anywhere fleet."""
    if fleet.anywhere:
        return None
    build = fleet.build_id and context.store.find(Build, fleet.build_id, fleet.region, fleet.account)
    return build.operating_system if build else OPERATING_SYSTEM
