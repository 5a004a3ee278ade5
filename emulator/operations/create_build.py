"""CreateBuild: a build of a game server, of which the emulator keeps no files."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import Build
from emulator.errors import InvalidRequestException
from emulator.operations.shared.builds import show_build, upload_of
from emulator.operations.shared.storage import check_storage_location
from emulator.operations.shared.tagging import add_tags


def create_build(input: shapes.CreateBuildInput, context: Context) -> shapes.CreateBuildOutput:
    """The new build: INITIALIZED in this answer, and READY to whoever looks.

    Order of checks: operating system, storage location, tags.
    Raises: InvalidRequestException; TaggingFailedException.
    Source: API_CreateBuild: that there is no default operating system, and what a storage location needs. Assumed: the
    error.
    Differs: no files are read; without a StorageLocation the build is READY all the same, and the upload credentials
    open nothing.
    """
    if input.operating_system is None:
        raise InvalidRequestException("A build needs an OperatingSystem; there is no default.")
    check_storage_location(input.storage_location)
    build = Build(
        key=context.store.next_key(Build),
        account=context.account,
        region=context.region,
        build_id=f"build-{context.new_uuid()}",
        name=input.name,
        version=input.version,
        operating_system=input.operating_system,
        server_sdk_version=input.server_sdk_version,
        creation_time=context.now,
    )
    context.store.add([build])
    add_tags(build, input.tags, context)
    shown = show_build(replace(build, status="INITIALIZED"))
    if input.storage_location is not None:
        return shapes.CreateBuildOutput(shown)
    return shapes.CreateBuildOutput(shown, *upload_of(build))
