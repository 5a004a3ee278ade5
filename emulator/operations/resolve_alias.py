"""ResolveAlias: the fleet that an alias leads to."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.operations.shared.finding import find_alias, fleet_of_alias


def resolve_alias(input: shapes.ResolveAliasInput, context: Context) -> shapes.ResolveAliasOutput:
    """The id and ARN of the fleet.

    Order of checks: alias, its routing strategy, its fleet.
    Raises: NotFoundException; TerminalRoutingStrategyException, whose text is the alias's message.
    Source: API_ResolveAlias. Assumed: the error where the fleet is there no longer.
    """
    fleet = fleet_of_alias(find_alias(input.alias_id, context), context)
    return shapes.ResolveAliasOutput(fleet.fleet_id, arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id))
