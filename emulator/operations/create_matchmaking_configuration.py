"""CreateMatchmakingConfiguration: how tickets become matches."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.errors import InvalidRequestException
from emulator.operations.shared.matchmaking_configurations import (
    checked_configuration,
    parse_configuration,
    show_configuration,
)
from emulator.operations.shared.rule_sets import find_rule_set
from emulator.operations.shared.tagging import add_tags


def create_matchmaking_configuration(
    input: shapes.CreateMatchmakingConfigurationInput, context: Context
) -> shapes.CreateMatchmakingConfigurationOutput:
    """The new configuration.

    Order of checks: game properties, queue, rule set, whether the members fit together, its name, tags.
    Raises: NotFoundException for a rule set, or a queue of the same Region, that does not exist;
    InvalidRequestException, also for an empty name or one in use, as the operation has no ConflictException;
    TaggingFailedException.
    Source: API_CreateMatchmakingConfiguration. Assumed: FlexMatchMode is WITH_QUEUE and BackfillMode MANUAL where
    nothing is said; STANDALONE passes over members that only game sessions need.
    Differs: there is no quota of configurations.
    """
    columns = parse_configuration(input, context)
    rule_set = find_rule_set(input.rule_set_name, context)
    made = MatchmakingConfiguration(
        key=context.store.next_key(MatchmakingConfiguration),
        account=context.account,
        region=context.region,
        name=input.name,
        rule_set_name=rule_set.name,
        creation_time=context.now,
        **columns,  # type: ignore[arg-type]  # named as the fields are
    )
    checked_configuration(made, rule_set)
    if not input.name:
        raise InvalidRequestException("A matchmaking configuration needs a Name that is not empty.")
    known = context.store.find(MatchmakingConfiguration, input.name, context.region, context.account)
    if known is not None:
        raise InvalidRequestException(f"There is a matchmaking configuration {known.arn} already.")
    context.store.add([made])
    add_tags(made, input.tags, context)
    return shapes.CreateMatchmakingConfigurationOutput(show_configuration(made))
