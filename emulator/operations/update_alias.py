"""UpdateAlias: an alias with another name, description or route."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import find_alias
from emulator.operations.shared.routing import parse_route
from emulator.operations.shared.showing import show_alias


def update_alias(input: shapes.UpdateAliasInput, context: Context) -> shapes.UpdateAliasOutput:
    """The alias with what is given changed; a routing strategy replaces the earlier one as a whole.

    Order of checks: look-up, routing strategy.
    Raises: NotFoundException; InvalidRequestException.
    Source: API_UpdateAlias. Assumed: the error for an unknown fleet, which is that of CreateAlias.
    """
    alias = find_alias(input.alias_id, context)
    changed = replace(
        alias,
        name=input.name or alias.name,
        description=input.description or alias.description,
        last_updated_time=context.now,
    )
    if input.routing_strategy is not None:
        changed = replace(changed, **parse_route(input.routing_strategy, context)._asdict())
    context.store.update(changed)
    context.store.placements.look_again(context.now)
    return shapes.UpdateAliasOutput(show_alias(changed))
