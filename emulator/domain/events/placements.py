"""What the events of a queue hold: one at the end of each placement.

Documented: queue-events, all four types. Observed: the order of the keys of PlacementFulfilled, and `port` as a string
(a captured event). Assumed: `customEventData` in all four.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from emulator.domain.clock import format_instant
from emulator.domain.events.envelope import Detail, present


class PlacedPlayer(NamedTuple):
    """A player, and the player session that a placement has made for them."""

    player_id: str
    player_session_id: str


def placement_fulfilled(
    *,
    placement_id: str,
    game_session_arn: str,
    game_session_region: str,
    ip_address: str | None,
    dns_name: str | None,
    port: int | None,
    placed_players: Sequence[PlacedPlayer],
    start_time: int,
    end_time: int,
    custom_event_data: str | None,
) -> Detail:
    """The game session is ACTIVE, and players can connect to it. `port` is written as a string."""
    return present(
        {
            "placementId": placement_id,
            "port": None if port is None else str(port),
            "gameSessionArn": game_session_arn,
            "ipAddress": ip_address,
            "placedPlayerSessions": [
                {"playerId": each.player_id, "playerSessionId": each.player_session_id} for each in placed_players
            ],
            "customEventData": custom_event_data,
            "dnsName": dns_name,
            "startTime": format_instant(start_time),
            "endTime": format_instant(end_time),
            "type": "PlacementFulfilled",
            "gameSessionRegion": game_session_region,
        }
    )


def placement_ended(
    event_type: Literal["PlacementCancelled", "PlacementTimedOut", "PlacementFailed"],
    *,
    placement_id: str,
    start_time: int,
    end_time: int,
    custom_event_data: str | None,
) -> Detail:
    """The placement ended without a game session: it was stopped, ran out of time, or failed."""
    return present(
        {
            "type": event_type,
            "placementId": placement_id,
            "startTime": format_instant(start_time),
            "endTime": format_instant(end_time),
            "customEventData": custom_event_data,
        }
    )
