"""CreateAlias: a name that leads to a fleet, or to a message for players."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.alias import Alias
from emulator.errors import LimitExceededException
from emulator.operations.shared.routing import parse_route
from emulator.operations.shared.showing import show_alias
from emulator.operations.shared.tagging import add_tags


def create_alias(input: shapes.CreateAliasInput, context: Context) -> shapes.CreateAliasOutput:
    """The new alias.

    Order of checks: routing strategy, its fleet, the quota, tags.
    Raises: InvalidRequestException, also for an unknown fleet, as the operation has no NotFoundException;
    LimitExceededException; TaggingFailedException.
    Source: API_CreateAlias. Observed: a TERMINAL alias drops its FleetId (aws-cdk issue 38448).
    """
    routing_type, fleet_id, message = parse_route(input.routing_strategy, context)
    most = context.settings.quota_aliases
    if context.store.count(Alias, context.region, context.account) >= most:
        raise LimitExceededException(f"There can be {most} aliases in a region.")
    alias = Alias(
        context.store.next_key(Alias),
        context.account,
        context.region,
        f"alias-{context.new_uuid()}",
        input.name,
        input.description,
        routing_type,
        fleet_id,
        message,
        context.now,
        context.now,
    )
    context.store.add([alias])
    add_tags(alias, input.tags, context)
    return shapes.CreateAliasOutput(show_alias(alias))
