"""The GameSessionPlacements of seed documents."""

from msgspec.structs import replace

from emulator.domain import placement
from emulator.domain.clock import SECOND, format_instant, within
from emulator.domain.events.placements import PlacedPlayer
from emulator.domain.game_session import GameSession, merged_properties, read_properties
from emulator.domain.placement import DesiredPlayer, FailedPlace, Placement, PriorityOverride, Status
from emulator.domain.queue import TIMEOUT_SECONDS, GameSessionQueue, to_json
from emulator.seed import document
from emulator.seed.game_sessions import GameSessions
from emulator.seed.planning import Place, Planned, Planning, given_columns
from emulator.seed.queues import Queues

NO_QUEUE = 0
"""The key of a queue that is gone."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "account_id": ("account",),
    "priority_configuration_override": ("priority_override",),
}


# Members that are columns as they stand.
SAME = ("game_session_name", "game_session_data", "matchmaker_data")
ADDRESS = ("game_session_id", "game_session_region", "ip_address", "dns_name", "port")


class Placements:
    """The placements that the documents ask for."""

    def __init__(self, planning: Planning, queues: Queues, game_sessions: GameSessions) -> None:
        self.planned: list[Planned[Placement]] = []
        self._planning = planning
        self._queues = queues
        self._game_sessions = game_sessions
        self._statuses: dict[tuple[str, str], Status] = {}
        """Of those that are planned, by id and account."""

    def plan(self, place: Place, entry: document.GameSessionPlacement) -> None:
        """Plans a placement. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        if (entry.placement_id, account) in self._statuses:
            raise place.error("PlacementId", f"{entry.placement_id} stands twice in account {account}")
        queue = self._queues.find(entry.game_session_queue_name, region, account)
        self._statuses[entry.placement_id, account] = status = entry.status or "PENDING"
        if queue is None and status == "PENDING":
            raise place.error("GameSessionQueueName", f"there is no queue {entry.game_session_queue_name} for it")
        row = self._with_game_session(place, entry, self._row(place, entry, region, account, queue))
        if status == "PENDING" and len(entry.desired_player_sessions or ()) > row.maximum_player_session_count:
            raise place.error("DesiredPlayerSessions", "they are more than MaximumPlayerSessionCount")
        stored = planning.store.placements.find(entry.placement_id, account)
        given = given_columns(entry, **COLUMNS) - {"due_time"}  # which moves on
        self.planned.append(Planned(row, stored, given))

    def status_of(self, placement_id: str, account: str) -> Status | None:
        """The status of a placement that is planned, or there already; None where there is none."""
        planned = self._statuses.get((placement_id, account))
        stored = self._planning.store.placements.find(placement_id, account) if planned is None else None
        return planned if stored is None else stored.status

    def _row(
        self,
        place: Place,
        entry: document.GameSessionPlacement,
        region: str,
        account: str,
        queue: GameSessionQueue | None,
    ) -> Placement:
        """The placement as far as the entry tells it alone."""
        planning = self._planning
        status = entry.status or "PENDING"
        start = planning.time_or_now(place, "StartTime", entry.start_time)
        if status == "PENDING" and entry.end_time is not None:
            raise place.error("EndTime", "a placement that is PENDING has none")
        end = None if status == "PENDING" else planning.time_or_now(place, "EndTime", entry.end_time)
        if end is not None and end < start:
            raise place.error("EndTime", "it lies before the StartTime")
        seconds = TIMEOUT_SECONDS if queue is None else queue.timeout_in_seconds
        told = entry.deadline
        deadline = within(start + seconds * SECOND) if told is None else planning.time(place, "Deadline", told)
        due = None if status != "PENDING" else planning.time_or_now(place, "DueTime", entry.due_time)
        maximum = entry.maximum_player_session_count
        most = planning.settings.quota_player_sessions_per_game_session
        return Placement(
            key=planning.new_key(Placement),
            account=account,
            region=region,
            placement_id=entry.placement_id,
            queue_key=NO_QUEUE if queue is None else queue.key,
            game_session_queue_name=entry.game_session_queue_name,
            status=status,
            maximum_player_session_count=most if maximum is None else maximum,
            start_time=start,
            deadline=deadline,
            due_time=due,
            end_time=end,
            **lists_of(entry),  # type: ignore[arg-type]  # named as the fields are
            **{name: getattr(entry, name) for name in SAME},
        )

    def _with_game_session(self, place: Place, entry: document.GameSessionPlacement, row: Placement) -> Placement:
        """The placement with the game session that it tries, or that has fulfilled it."""
        if entry.game_session_id is None:
            if row.status == "FULFILLED":
                raise place.error("GameSessionId", "a placement that is FULFILLED has one")
            return row
        if row.status not in ("PENDING", "FULFILLED"):
            raise place.error("GameSessionId", f"a placement that is {row.status} has none")
        if self._planning.exact and row.status == "FULFILLED":  # it may be forgotten
            return self._as_told(entry, row)
        session = self._game_sessions.find(place, entry.game_session_id, row.account).row
        if row.status == "PENDING":
            if session.status != "ACTIVATING":
                raise place.error("GameSessionId", f"it is {session.status}, and not ACTIVATING")
            due_time = row.deadline if session.due_time is None else min(row.deadline, session.due_time)
            row = replace(row, due_time=due_time)
        return with_address(replace(row, game_session_key=session.key), session)

    @staticmethod
    def _as_told(entry: document.GameSessionPlacement, row: Placement) -> Placement:
        return replace(
            row,
            game_session_id=entry.game_session_id,
            game_session_region=entry.game_session_region,
            ip_address=entry.ip_address,
            dns_name=entry.dns_name,
            port=entry.port,
        )


def lists_of(entry: document.GameSessionPlacement) -> dict[str, str]:
    """The columns of a placement that are JSON."""
    override = entry.priority_configuration_override
    return {
        "game_properties": merged_properties("{}", {each.key: each.value for each in entry.game_properties or ()}),
        "player_latencies": to_json(
            [
                (each.player_id, each.region_identifier, each.latency_in_milliseconds)
                for each in entry.player_latencies or ()
            ]
        ),
        "desired_player_sessions": to_json(
            [DesiredPlayer(each.player_id, each.player_data) for each in entry.desired_player_sessions or ()]
        ),
        "priority_override": to_json(
            override and PriorityOverride(override.placement_fallback_strategy, override.location_order)
        ),
        "placed_player_sessions": to_json(
            [PlacedPlayer(each.player_id, each.player_session_id) for each in entry.placed_player_sessions or ()]
        ),
        "failed_places": to_json([FailedPlace(each.fleet_arn, each.location) for each in entry.failed_places or ()]),
    }


def with_address(row: Placement, session: GameSession) -> Placement:
    """The placement with what it tells of its game session."""
    return replace(
        row,
        game_session_id=session.game_session_id,
        game_session_region=session.location,
        ip_address=session.ip_address,
        dns_name=session.dns_name,
        port=session.port,
    )


def placement_entry(stored: Placement) -> document.GameSessionPlacement:
    """The entry that says everything of a placement."""
    override = placement.read_override(stored.priority_override)
    properties = read_properties(stored.game_properties)
    latencies = placement.read_latencies(stored.player_latencies)
    players = placement.read_desired(stored.desired_player_sessions)
    placed, failed = placement.read_placed(stored.placed_player_sessions), placement.read_failed(stored.failed_places)
    end, due = stored.end_time, stored.due_time
    return document.GameSessionPlacement(
        placement_id=stored.placement_id,
        game_session_queue_name=stored.game_session_queue_name,
        region=stored.region,
        account_id=stored.account,
        status=stored.status,
        maximum_player_session_count=stored.maximum_player_session_count,
        game_properties=[document.GameProperty(*each) for each in properties.items()] or None,
        player_latencies=[document.PlayerLatency(*each) for each in latencies] or None,
        desired_player_sessions=[document.DesiredPlayerSession(*each) for each in players] or None,
        priority_configuration_override=override
        and document.PriorityConfigurationOverride(override.location_order, override.fallback_strategy),
        start_time=format_instant(stored.start_time),
        deadline=format_instant(stored.deadline),
        due_time=None if due is None else format_instant(due),
        end_time=None if end is None else format_instant(end),
        placed_player_sessions=[document.PlacedPlayerSession(*each) for each in placed] or None,
        failed_places=[document.FailedPlace(*each) for each in failed] or None,
        **{name: getattr(stored, name) for name in (*SAME, *ADDRESS)},
    )
