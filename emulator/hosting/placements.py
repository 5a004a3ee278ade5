"""What becomes of placements: fulfilled, failed, or over. Each change of a status is written and told here."""

import logging
from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import placement
from emulator.domain.events.envelope import Detail
from emulator.domain.events.placements import PlacedPlayer, placement_ended, placement_fulfilled
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import GameSession
from emulator.domain.placement import Event, FailedPlace, Placement, Status
from emulator.domain.queue import to_json
from emulator.hosting.reservations import Reservation, write_reservations

log = logging.getLogger(__name__)


def fulfil(pending: Placement, session: GameSession, context: Context) -> None:
    """Ends a placement whose game session has become ACTIVE: its players have their player sessions now."""
    players = placement.read_desired(pending.desired_player_sessions)
    ids = context.store.derived_ids.next_uuids("player session", len(players)) if players else []
    reservations = [Reservation(f"psess-{each}", *player) for each, player in zip(ids, players, strict=True)]
    sessions = write_reservations(reservations, session.key, context)
    placed = [PlacedPlayer(each.player_id, each.player_session_id) for each in sessions]
    close(replace(pending, placed_player_sessions=to_json(placed)), Event.GAME_SESSION_ACTIVE, context)


def fail_attempt(pending: Placement, fleet: Fleet, context: Context) -> None:
    """Has a placement try again, whose game session on a fleet has not become ACTIVE; or ends it, as settings say."""
    log.info("placement %s: %s did not become ACTIVE", pending.placement_id, pending.game_session_id)
    if context.settings.placement_on_activation_failure == "fail":
        close(pending, Event.GIVEN_UP, context)
        return
    failed = FailedPlace(fleet.arn, pending.game_session_region or "")
    context.store.save(
        replace(
            placement.without_attempt(pending),
            due_time=context.now,
            failed_places=to_json([*placement.read_failed(pending.failed_places), failed]),
        )
    )


def close(pending: Placement, event: Event, context: Context) -> Placement:
    """The placement, ended; its event is on its way. Raises: WrongTransition."""
    over = placement.ended(pending, event, context.now)
    context.store.save(over)
    log.info("placement %s %s → %s: %s", over.placement_id, pending.status, over.status, event.value)
    queue = context.store.queues.by_key(over.queue_key)
    if queue is not None:
        context.store.events.record(
            queue.arn,
            detail_of(over, queue.custom_event_data or None),
            context.now,
            queue.notification_target or None,
        )
    if context.store.matchmaking.is_match(over.placement_id, over.account):
        from emulator.hosting.matches import end_placing

        end_placing(over, context)
    return over


EVENT_TYPES: Mapping[Status, Literal["PlacementCancelled", "PlacementTimedOut", "PlacementFailed"]] = {
    "CANCELLED": "PlacementCancelled",
    "TIMED_OUT": "PlacementTimedOut",
    "FAILED": "PlacementFailed",
}


def detail_of(over: Placement, custom_event_data: str | None) -> Detail:
    """What the event at the end of a placement holds."""
    assert over.end_time is not None
    if over.status != "FULFILLED":
        return placement_ended(
            EVENT_TYPES[over.status],
            placement_id=over.placement_id,
            start_time=over.start_time,
            end_time=over.end_time,
            custom_event_data=custom_event_data,
        )
    return placement_fulfilled(
        placement_id=over.placement_id,
        game_session_arn=over.game_session_id or "",
        game_session_region=over.game_session_region or "",
        ip_address=over.ip_address,
        dns_name=over.dns_name,
        port=over.port,
        placed_players=placement.read_placed(over.placed_player_sessions),
        start_time=over.start_time,
        end_time=over.end_time,
        custom_event_data=custom_event_data,
    )
