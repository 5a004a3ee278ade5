"""Matchmaking configurations: what Create and Update take alike, how one is found, and how it is shown."""

from collections.abc import Sequence
from typing import Protocol

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.game_session import merged_properties, read_properties
from emulator.domain.matchmaking.reading import check_rule_set
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.domain.queue import read_texts, to_json
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_resource
from emulator.operations.shared.parsing import parse_properties
from emulator.operations.shared.queues import find_queue
from emulator.operations.shared.showing import seconds
from emulator.quoting import quoted, shortened

PLAIN = (
    "description",
    "request_timeout_seconds",
    "acceptance_timeout_seconds",
    "acceptance_required",
    "notification_target",
    "additional_player_count",
    "custom_event_data",
    "game_session_data",
    "backfill_mode",
    "flex_match_mode",
)
"""The members that are stored as they come."""


class ConfigurationInput(Protocol):
    """An input that says what a configuration is to be; the members of PLAIN come besides."""

    @property
    def game_session_queue_arns(self) -> list[str] | None: ...
    @property
    def game_properties(self) -> list[shapes.GameProperty] | None: ...


def find_configuration(text: str, context: Context) -> MatchmakingConfiguration:
    """The configuration of a name or ARN. Raises: NotFoundException.

    Observed: how its text begins (Terraform's AWS provider waits for it).
    """
    return find_resource(
        MatchmakingConfiguration,
        text,
        context,
        what=f"Configuration not found: matchmaking configuration {shortened(text)}",
    )


def parse_configuration(input: ConfigurationInput, context: Context) -> dict[str, object]:
    """What an input says of a configuration's columns; those that it does not speak of are left out.

    Raises: InvalidRequestException; NotFoundException for a queue of the caller's region that does not exist.
    """
    found: dict[str, object] = {name: getattr(input, name) for name in PLAIN}
    if input.game_properties is not None:
        found["game_properties"] = merged_properties("{}", parse_properties(input.game_properties))
    if input.game_session_queue_arns is not None:
        found["game_session_queue_arns"] = to_json(parse_queue_arns(input.game_session_queue_arns, context))
    return {name: value for name, value in found.items() if value is not None}


def parse_queue_arns(arns: Sequence[str], context: Context) -> list[str]:
    """The queue's ARN. Documented: a queue can be in another Region, which is not asked for it. Assumed: the errors."""
    if len(arns) > 1:
        raise InvalidRequestException(f"GameSessionQueueArns has {len(arns)} queues; a configuration takes one.")
    for each in arns:
        region = arn.named(each, "gamesessionqueue").region
        if region is None:
            raise InvalidRequestException(f"GameSessionQueueArns has {quoted(each)}, which is not the ARN of a queue.")
        if region == context.region:
            find_queue(each, context)
    return list(arns)


def checked_configuration(made: MatchmakingConfiguration, rule_set: MatchmakingRuleSet) -> MatchmakingConfiguration:
    """The configuration, if its members fit together.

    Documented: a queue for WITH_QUEUE, none and no automatic backfill for STANDALONE. Assumed: the errors, and that
    acceptance needs a time-out, as no default is published.
    """
    queues, is_standalone = read_texts(made.game_session_queue_arns), made.flex_match_mode == "STANDALONE"
    if is_standalone and queues:
        raise InvalidRequestException("FlexMatchMode STANDALONE takes no GameSessionQueueArns.")
    if is_standalone and made.backfill_mode == "AUTOMATIC":
        raise InvalidRequestException("BackfillMode AUTOMATIC is not available with FlexMatchMode STANDALONE.")
    if not is_standalone and not queues:
        raise InvalidRequestException("FlexMatchMode WITH_QUEUE needs a queue in GameSessionQueueArns.")
    if made.acceptance_required and made.acceptance_timeout_seconds is None:
        raise InvalidRequestException("AcceptanceRequired needs AcceptanceTimeoutSeconds.")
    teams = check_rule_set(rule_set.rule_set_body).teams
    least, most = sum(each.min_players for each in teams), sum(each.max_players for each in teams)
    if (made.additional_player_count or 0) > most - least:
        raise InvalidRequestException(
            f"AdditionalPlayerCount is {made.additional_player_count}; matches of rule set {rule_set.name} have"
            f" {least} to {most} players, which leaves {most - least} open at most."
        )
    return made


def show_configuration(shown: MatchmakingConfiguration) -> shapes.MatchmakingConfiguration:
    """A configuration as AWS shows it. Assumed: what is empty or was not given is left out."""
    rule_set_arn = arn.resource_arn(shown.region, shown.account, MatchmakingRuleSet.arn_kind, shown.rule_set_name)
    properties = read_properties(shown.game_properties or "{}")
    return shapes.MatchmakingConfiguration(
        name=shown.name,
        configuration_arn=shown.arn,
        description=shown.description,
        game_session_queue_arns=read_texts(shown.game_session_queue_arns) or None,
        request_timeout_seconds=shown.request_timeout_seconds,
        acceptance_timeout_seconds=shown.acceptance_timeout_seconds,
        acceptance_required=bool(shown.acceptance_required),
        rule_set_name=shown.rule_set_name,
        rule_set_arn=rule_set_arn,
        notification_target=shown.notification_target or None,
        additional_player_count=shown.additional_player_count,
        custom_event_data=shown.custom_event_data or None,
        creation_time=seconds(shown.creation_time),
        game_properties=[shapes.GameProperty(*each) for each in properties.items()] or None,
        game_session_data=shown.game_session_data,
        backfill_mode=shown.backfill_mode,
        flex_match_mode=shown.flex_match_mode,
    )
