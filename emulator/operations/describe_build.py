"""DescribeBuild: one build."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import Build
from emulator.operations.shared.builds import show_build
from emulator.operations.shared.finding import find_resource


def describe_build(input: shapes.DescribeBuildInput, context: Context) -> shapes.DescribeBuildOutput:
    """The build of that id or ARN.

    Raises: NotFoundException.
    Source: API_DescribeBuild.
    """
    return shapes.DescribeBuildOutput(show_build(find_resource(Build, input.build_id, context)))
