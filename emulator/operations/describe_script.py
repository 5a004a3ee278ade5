"""DescribeScript: one Realtime script."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.script import Script
from emulator.operations.shared.finding import find_resource
from emulator.operations.shared.scripts import show_script


def describe_script(input: shapes.DescribeScriptInput, context: Context) -> shapes.DescribeScriptOutput:
    """The script of that id or ARN.

    Raises: NotFoundException.
    Source: API_DescribeScript.
    """
    return shapes.DescribeScriptOutput(show_script(find_resource(Script, input.script_id, context)))
