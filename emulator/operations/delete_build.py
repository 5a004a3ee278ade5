"""DeleteBuild: a build, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import Build
from emulator.operations.shared.finding import find_resource


def delete_build(input: shapes.DeleteBuildInput, context: Context) -> None:
    """Nothing; the build is gone, and the fleets that run it go on.

    Raises: NotFoundException.
    Source: API_DeleteBuild.
    Differs: the OperatingSystem of its fleets is then that of a fleet whose build is not here.
    """
    context.store.delete(find_resource(Build, input.build_id, context))
