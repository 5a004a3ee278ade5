"""DescribeRuntimeConfiguration: which server processes a fleet is to run."""

from emulator.api import shapes
from emulator.context import Context
from emulator.decoding import decode
from emulator.operations.shared.finding import find_fleet


def describe_runtime_configuration(
    input: shapes.DescribeRuntimeConfigurationInput, context: Context
) -> shapes.DescribeRuntimeConfigurationOutput:
    """The fleet's RuntimeConfiguration, empty where it has none.

    Raises: NotFoundException.
    Source: API_DescribeRuntimeConfiguration. Assumed: the empty one.
    """
    kept = find_fleet(input.fleet_id, context).runtime_configuration
    return shapes.DescribeRuntimeConfigurationOutput(decode(kept or "{}", shapes.RuntimeConfiguration))
