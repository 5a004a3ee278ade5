"""DescribeAlias: one alias."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import find_alias
from emulator.operations.shared.showing import show_alias


def describe_alias(input: shapes.DescribeAliasInput, context: Context) -> shapes.DescribeAliasOutput:
    """The alias of that id or ARN.

    Raises: NotFoundException.
    Source: API_DescribeAlias.
    """
    return shapes.DescribeAliasOutput(show_alias(find_alias(input.alias_id, context)))
