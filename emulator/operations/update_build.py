"""UpdateBuild: a build with another name or version."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import Build
from emulator.operations.shared.builds import show_build
from emulator.operations.shared.finding import find_resource


def update_build(input: shapes.UpdateBuildInput, context: Context) -> shapes.UpdateBuildOutput:
    """The build with what is given changed.

    Raises: NotFoundException.
    Source: API_UpdateBuild.
    """
    build = find_resource(Build, input.build_id, context)
    changed = replace(build, name=input.name or build.name, version=input.version or build.version)
    context.store.update(changed)
    return shapes.UpdateBuildOutput(show_build(changed))
