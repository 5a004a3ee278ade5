"""The MatchmakingConfigurations of seed documents."""

from msgspec.structs import replace

from emulator.domain.clock import format_instant
from emulator.domain.game_session import merged_properties, read_properties
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.queue import read_texts, to_json
from emulator.seed import document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource
from emulator.seed.rule_sets import RuleSets


class MatchmakingConfigurations:
    """The configurations that the documents ask for. Their queue may be gone, as it may on AWS."""

    def __init__(self, planning: Planning, rule_sets: RuleSets) -> None:
        self.planned: list[Planned[MatchmakingConfiguration]] = []
        self._planning = planning
        self._rule_sets = rule_sets
        self._by_name: dict[tuple[str, str, str], MatchmakingConfiguration] = {}

    def plan(self, place: Place, entry: document.MatchmakingConfiguration) -> None:
        """Plans a configuration. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        if not self._rule_sets.is_there(entry.rule_set_name, region, account):
            raise place.error("RuleSetName", f"there is no rule set {entry.rule_set_name}")
        is_standalone = entry.flex_match_mode == "STANDALONE"
        if is_standalone == bool(entry.game_session_queue_arns):
            raise place.error("GameSessionQueueArns", "there is one with FlexMatchMode WITH_QUEUE, and only then")
        if is_standalone and entry.backfill_mode == "AUTOMATIC":
            raise place.error("BackfillMode", "AUTOMATIC is not available with FlexMatchMode STANDALONE")
        if entry.acceptance_required and entry.acceptance_timeout_seconds is None:
            raise place.error("AcceptanceTimeoutSeconds", "AcceptanceRequired needs it")
        row = self._row(place, entry, region, account)
        planned = planned_resource(planning, place, entry, row, look_at=())
        self.planned.append(planned)
        self._by_name[entry.name, region, account] = planned.stored or row

    def find(self, name: str, region: str, account: str) -> MatchmakingConfiguration | None:
        """The configuration of that name: of the documents, else of the database."""
        found = self._by_name.get((name, region, account))
        return found or self._planning.store.find(MatchmakingConfiguration, name, region, account)

    def _row(
        self, place: Place, entry: document.MatchmakingConfiguration, region: str, account: str
    ) -> MatchmakingConfiguration:
        planning, properties = self._planning, entry.game_properties
        row = MatchmakingConfiguration(
            key=planning.new_key(MatchmakingConfiguration),
            account=account,
            region=region,
            name=entry.name,
            rule_set_name=entry.rule_set_name,
            description=entry.description,
            game_session_queue_arns=to_json(entry.game_session_queue_arns or []),
            request_timeout_seconds=entry.request_timeout_seconds,
            acceptance_timeout_seconds=entry.acceptance_timeout_seconds,
            acceptance_required=entry.acceptance_required,
            notification_target=entry.notification_target,
            additional_player_count=entry.additional_player_count,
            custom_event_data=entry.custom_event_data,
            creation_time=planning.time_or_now(place, "CreationTime", entry.creation_time),
            game_session_data=entry.game_session_data,
            backfill_mode=entry.backfill_mode or "MANUAL",
            flex_match_mode=entry.flex_match_mode or "WITH_QUEUE",
            look_at=None if entry.look_at is None else planning.time(place, "LookAt", entry.look_at),
        )
        if properties is None:
            return row
        return replace(row, game_properties=merged_properties("{}", {each.key: each.value for each in properties}))


def configuration_entry(stored: MatchmakingConfiguration) -> document.MatchmakingConfiguration:
    """The entry that says everything of a configuration."""
    properties = stored.game_properties
    return document.MatchmakingConfiguration(
        name=stored.name,
        region=stored.region,
        account_id=stored.account,
        rule_set_name=stored.rule_set_name,
        description=stored.description,
        game_session_queue_arns=read_texts(stored.game_session_queue_arns) or None,
        request_timeout_seconds=stored.request_timeout_seconds,
        acceptance_timeout_seconds=stored.acceptance_timeout_seconds,
        acceptance_required=bool(stored.acceptance_required),
        notification_target=stored.notification_target,
        additional_player_count=stored.additional_player_count,
        custom_event_data=stored.custom_event_data,
        creation_time=format_instant(stored.creation_time),
        game_properties=None
        if properties is None
        else [document.GameProperty(*each) for each in read_properties(properties).items()],
        game_session_data=stored.game_session_data,
        backfill_mode=stored.backfill_mode,
        flex_match_mode=stored.flex_match_mode,
        look_at=None if stored.look_at is None else format_instant(stored.look_at),
    )
