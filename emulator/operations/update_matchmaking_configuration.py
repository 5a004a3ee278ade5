"""UpdateMatchmakingConfiguration: a configuration with other members."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.hosting.pool_entry import look_after
from emulator.operations.shared.matchmaking_configurations import (
    checked_configuration,
    find_configuration,
    parse_configuration,
    show_configuration,
)
from emulator.operations.shared.rule_sets import find_rule_set


def update_matchmaking_configuration(
    input: shapes.UpdateMatchmakingConfigurationInput, context: Context
) -> shapes.UpdateMatchmakingConfigurationOutput:
    """The configuration with what is given changed. A list replaces the earlier one as a whole; an empty one, or an
    empty text, takes it away.

    Order of checks: look-up, game properties, queue, rule set, whether the members fit together.
    Raises: NotFoundException, also for a rule set or a queue of the same Region that does not exist;
    InvalidRequestException.
    Source: API_UpdateMatchmakingConfiguration.
    Differs: a match that players are accepting is placed as the configuration then says.
    """
    stored = find_configuration(input.name, context)
    columns = parse_configuration(input, context)
    rule_set = find_rule_set(input.rule_set_name or stored.rule_set_name, context)
    changed = checked_configuration(replace(stored, rule_set_name=rule_set.name, **columns), rule_set)
    context.store.update(changed)
    if context.store.matchmaking.search_anew(stored.key):
        look_after(stored.key, context)
    return shapes.UpdateMatchmakingConfigurationOutput(show_configuration(changed))
