"""Matchmaking configurations: how tickets become matches, and what a match becomes."""

from typing import ClassVar, Literal

from emulator.domain.resource import Resource

BackfillMode = Literal["AUTOMATIC", "MANUAL"]
FlexMatchMode = Literal["STANDALONE", "WITH_QUEUE"]


class MatchmakingConfiguration(Resource, frozen=True, kw_only=True):
    """A configuration as it is stored: its lists are JSON.

    Observed: its ARN in events and in MatchmakerData carries the account, which texts leave out.
    """

    arn_kind: ClassVar = "matchmakingconfiguration"
    name_field: ClassVar = "name"

    name: str
    rule_set_name: str
    """Of the same region."""
    description: str | None = None
    game_session_queue_arns: str = "[]"
    """One at most; it may be in another region, and may be gone."""
    request_timeout_seconds: int
    acceptance_timeout_seconds: int | None = None
    acceptance_required: bool
    notification_target: str | None = None
    additional_player_count: int | None = None
    custom_event_data: str | None = None
    creation_time: int
    game_properties: str | None = None
    """A JSON object, as a game session's."""
    game_session_data: str | None = None
    backfill_mode: BackfillMode = "MANUAL"
    flex_match_mode: FlexMatchMode = "WITH_QUEUE"
    look_at: int | None = None
    """The instant at which the pool of its tickets is looked at next."""
