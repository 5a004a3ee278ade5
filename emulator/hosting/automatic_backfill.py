"""What becomes of game sessions that are backfilled: the next automatic ticket, and what their servers are told.

Theory of operation
-------------------
A game session has automatic backfill while its MatchmakerData says so: from its match on, if the BackfillMode of its
configuration was AUTOMATIC then, until somebody stops such a ticket, or one finds players for whom the game session has
no room. While it is ACTIVE, admits players and has open slots, it has an open ticket; one that has filled slots or has
timed out is followed by the next. Open are the slots that no player of MatchmakerData has: who has left keeps theirs
(AWS's forum, 8260 and 11441). There is no next ticket while a player of the match searches elsewhere, once the
configuration is gone, or after MOST_TIME_OUTS.

A game session has one open backfill ticket at most, be it automatic or asked for. Whatever becomes of it, the game
server is told, with the MatchmakerData of then, unless its process has been told to end.
"""

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import arn, game_session
from emulator.domain.game_session import GameSession
from emulator.domain.matchmaker_data import MatchmakerData, read_data, write_data
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import MatchmakingTicket, TicketPlayer, read_players
from emulator.hosting.connected import UpdateReason, tell_of_update
from emulator.hosting.pool_entry import look_after, new_ticket

MOST_TIME_OUTS = 1_000
"""So many automatic tickets of a game session time out, then there are no more: it bounds what a jump in time does."""


def game_session_of(ticket: MatchmakingTicket, context: Context) -> GameSession | None:
    """The game session that a backfill ticket is to fill, as it is now. None where it is gone, and of STANDALONE."""
    name = ticket.game_session_id or ""
    named = arn.parse_game_session_arn(name)
    found = named and context.store.game_sessions.find(name, named.region, ticket.account, context.now)
    return game_session.settled(found[0], context.now) if found else None


def automatic_data(session: GameSession) -> MatchmakerData | None:
    """The MatchmakerData of a game session that has automatic backfill; None of all others."""
    data = read_data(session.matchmaker_data)
    return data if data is not None and data.auto_backfill_mode == "AUTOMATIC" else None


def open_ticket(session: GameSession, context: Context) -> MatchmakingTicket | None:
    """The backfill ticket of a game session that has not ended."""
    account = context.store.fleets.by_key(session.fleet_key).account
    return context.store.matchmaking.open_backfill(session.game_session_id, account)


def automatic(ticket: MatchmakingTicket | None) -> MatchmakingTicket | None:
    """The ticket, if it is an automatic one."""
    return ticket if ticket is not None and ticket.backfill == "AUTOMATIC" else None


def follow_up(ended: MatchmakingTicket, reason: UpdateReason, context: Context) -> None:
    """Lets the next automatic ticket follow on one that has ended, and tells the game server of the end."""
    session = game_session_of(ended, context)
    if session is not None:
        tell_of_update(renew(session, context), reason, ended.ticket_id, context.store)


def begin_automatic_backfill(session: GameSession, context: Context) -> None:
    """Gives a game session the automatic ticket that it is to have, and tells the game server of it."""
    renewed = renew(session, context)
    data = automatic_data(renewed)
    if renewed != session and data is not None:
        tell_of_update(renewed, "MATCHMAKING_DATA_UPDATED", data.auto_backfill_ticket_id or "", context.store)


def renew(session: GameSession, context: Context) -> GameSession:
    """The game session, with the automatic ticket that it is to have; its MatchmakerData names the one that is open."""
    data = automatic_data(session)
    if data is None:
        return session
    ticket = open_ticket(session, context)
    if ticket is None and wants_players(session, data):
        ticket = next_ticket(session, data, context)
    named = automatic(ticket)
    return with_data(session, replace(data, auto_backfill_ticket_id=named and named.ticket_id), context)


def with_data(session: GameSession, data: MatchmakerData, context: Context) -> GameSession:
    """The game session with that MatchmakerData, written where it is another."""
    changed = replace(session, matchmaker_data=write_data(data))
    if changed != session:
        context.store.update(changed)
    return changed


def wants_players(session: GameSession, data: MatchmakerData) -> bool:
    """Whether automatic backfill is to look for players. Assumed: not while the game session admits none."""
    admits = session.status == "ACTIVE" and session.player_session_creation_policy == "ACCEPT_ALL"
    return admits and data.players < session.maximum_player_session_count


def next_ticket(session: GameSession, data: MatchmakerData, context: Context) -> MatchmakingTicket | None:
    """A new automatic ticket. None where its configuration or its match is gone, and while a player searches elsewhere.

    Observed: how its id begins.
    """
    store, account = context.store.matchmaking, context.store.fleets.by_key(session.fleet_key).account
    named = arn.named(data.matchmaking_configuration_arn, MatchmakingConfiguration.arn_kind)
    configuration = context.store.find(MatchmakingConfiguration, named.name, named.region or "", account)
    players = players_of_match(data.match_id, session.location, account, context)
    if configuration is None or not players:
        return None
    if store.of_players([each.player_id for each in players], configuration.region, account):
        return None
    if store.count_timed_out_backfills(session.game_session_id, account) >= MOST_TIME_OUTS:
        return None
    ticket_id = f"auto-backfill-{context.store.derived_ids.next_uuid('ticket')}"
    ticket = new_ticket(ticket_id, players, configuration, context, "AUTOMATIC", session.game_session_id)
    context.store.add([ticket])
    look_after(configuration.key, context)
    return ticket


def players_of_match(match_id: str, location: str, account: str, context: Context) -> list[TicketPlayer]:
    """The players of a match, in their teams. Documented: only their latencies to where they are count from then on."""
    return [
        replace(
            each,
            latencies={name: latency for name, latency in each.latencies.items() if name == location},
            accepted=None,
            player_session_id=None,
        )
        for ticket in context.store.matchmaking.of_match(match_id, account)
        if ticket.status == "COMPLETED"
        for each in read_players(ticket)
    ]


def switch_off(session: GameSession, context: Context) -> None:
    """Ends the automatic backfill of a game session for good."""
    data = automatic_data(session)
    if data is not None:
        with_data(session, replace(data, auto_backfill_mode=None, auto_backfill_ticket_id=None), context)
