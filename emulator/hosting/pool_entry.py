"""How tickets come into the pool of their configuration, and when it is looked at."""

from collections.abc import Sequence

from emulator.context import Context
from emulator.domain.clock import SECOND, within
from emulator.domain.matchmaking_configuration import BackfillMode, MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import MatchmakingTicket, TicketPlayer, write_players


def new_ticket(
    ticket_id: str,
    players: Sequence[TicketPlayer],
    configuration: MatchmakingConfiguration,
    context: Context,
    backfill: BackfillMode | None = None,
    game_session_id: str | None = None,
) -> MatchmakingTicket:
    """A ticket that begins now; it is not in the pool yet."""
    deadline = within(context.now + configuration.request_timeout_seconds * SECOND)
    return MatchmakingTicket(
        key=context.store.next_key(MatchmakingTicket),
        account=configuration.account,
        region=configuration.region,
        ticket_id=ticket_id,
        configuration_key=configuration.key,
        configuration_name=configuration.name,
        start_time=context.now,
        deadline=deadline,
        due_time=deadline,
        players=write_players(players),
        backfill=backfill,
        game_session_id=game_session_id,
    )


def look_after(configuration_key: int, context: Context) -> None:
    """Has a pool looked at at the next whole second: something is new in it."""
    interval = interval_of(context)
    instant = (context.now // interval + 1) * interval if interval else context.now
    context.store.matchmaking.look(configuration_key, within(instant))


def interval_of(context: Context) -> int:
    """Milliseconds between two looks; 0 where each change is looked at."""
    return round(context.settings.matchmaking_interval_seconds * SECOND)
