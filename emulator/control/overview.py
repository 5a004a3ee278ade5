"""What people look at: regions, game sessions and players, the newest first, outside of journal, faults and metrics."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from emulator.control.game_servers import State, shape_shown, the_only_one
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.domain import game_session
from emulator.domain.clock import format_instant, wall_clock
from emulator.domain.game_session import Status
from emulator.domain.matchmaking_ticket import MatchmakingTicket
from emulator.domain.paging import PageKey
from emulator.domain.placement import Placement
from emulator.domain.player_session import PlayerSession, settled
from emulator.store.overview import NEWEST, Asked, SeenGameSession, SeenPlayerSession
from emulator.store.store import Store
from emulator.world import World

routes = control_routes()
MOST_ROWS = 1_000
Row = TypeVar("Row")
Result = TypeVar("Result")

Before = Annotated[
    str | None, Query(description="The `next` of the page before.", pattern=r"^-?[0-9]{1,18}\.-?[0-9]{1,18}$")
]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS)]


class RegionShown(BaseModel):
    Region: str
    AccountId: str
    FleetCount: int
    GameSessionCount: int
    OpenGameSessionCount: int = Field(description="Those that have not ended.")


class RegionList(BaseModel):
    regions: list[RegionShown]


class GameSessionPage(BaseModel):
    """Each as AWS shows it, with ISO instants and a ReservedPlayerSessionCount."""

    game_sessions: list[dict[str, Any]]
    next: str | None = Field(description="To be given as `before`, for the next page; null at the end.")


class PlayerSessionPage(BaseModel):
    """Each as AWS shows it, with ISO instants and a Deadline."""

    player_sessions: list[dict[str, Any]]
    next: str | None = Field(description="To be given as `before`, for the next page; null at the end.")


@routes.get("/regions")
async def show_regions(world: ThisWorld) -> RegionList:
    """The regions that have been called or seeded, and what is in them."""
    found = await look_in_thread(world, lambda store, now: store.overview().regions(now))
    return RegionList(
        regions=[
            RegionShown(
                Region=each.region,
                AccountId=each.account,
                FleetCount=each.fleets,
                GameSessionCount=each.game_sessions,
                OpenGameSessionCount=each.open_game_sessions,
            )
            for each in found
        ]
    )


@routes.get("/game-sessions")
async def show_game_sessions(
    world: ThisWorld,
    region: str | None = None,
    account: str | None = None,
    fleet: Annotated[str | None, Query(description="Only those of this FleetId.")] = None,
    status: Annotated[Status | None, Query(description="Only those that have it now.")] = None,
    search: Annotated[str | None, Query(max_length=1_024, description="A part of the id or the name.")] = None,
    before: Before = None,
    limit: Limit = 100,
) -> GameSessionPage:
    """The game sessions of a region, the newest first, as AWS shows them, and how many of their slots are reserved."""
    settings = world.settings

    def look(store: Store, now: int) -> GameSessionPage:
        found = store.overview().game_sessions(
            region or settings.region,
            account or settings.account_id,
            place_of(before),
            limit,
            now,
            fleet_id=fleet,
            status=status,
            search=search,
        )
        return GameSessionPage(
            game_sessions=[game_session_shown(each, store, now) for each in found],
            next=next_of([place_in_order(each.game_session) for each in found], limit),
        )

    return await look_in_thread(world, look)


@routes.get("/player-sessions")
async def show_player_sessions(
    world: ThisWorld,
    game_session: Annotated[str | None, Query(description="An ARN, or the last part of one.")] = None,
    player: Annotated[str | None, Query(description="A PlayerId, in whatever region.")] = None,
    before: Before = None,
    limit: Limit = 100,
) -> PlayerSessionPage:
    """The player sessions of a game session or of a player, the newest first.

    As AWS shows them, and with the `Deadline` of a reservation.
    """
    if (game_session is None) == (player is None):
        raise Refusal(400, "Give game_session or player.")

    def look(store: Store, now: int) -> PlayerSessionPage:
        found = player_sessions_of(game_session, player, before, limit, store, now)
        return PlayerSessionPage(
            player_sessions=[player_session_shown(each, now) for each in found],
            next=next_of([place_in_order(session) for session, _ in found], limit),
        )

    return await look_in_thread(world, look)


def player_sessions_of(
    game_session: str | None, player: str | None, before: str | None, limit: int, store: Store, now: int
) -> list[SeenPlayerSession]:
    overview = store.overview()
    if game_session is None:
        assert player is not None
        return overview.sessions_of(player, place_of(before), limit, now)
    hosting, _ = the_only_one("game session", game_session, store.game_sessions.everywhere(game_session, now))
    return overview.players_of(hosting.key, place_of(before), limit, now)


async def look_in_thread(world: World, look: Callable[[Store, int], Result]) -> Result:
    """What somebody sees, in a thread: it may sort many rows."""
    return await world.read_in_thread(lambda store: look(store, store.shared().clock.now(wall_clock())))


def place_of(before: str | None) -> PageKey:
    return NEWEST if before is None else PageKey(*map(int, before.split(".")))


async def asked_of_region(
    world: ThisWorld,
    region: str | None = None,
    account: str | None = None,
    id: Annotated[str | None, Query(description="Only the one of this id.")] = None,
    search: Annotated[
        str | None,
        Query(max_length=1_024, description="A part of its id, or of the name of its queue or configuration."),
    ] = None,
    before: Before = None,
    limit: Limit = 100,
) -> Asked:
    """Which placements or tickets are to be shown, whatever their status."""
    settings = world.settings
    return Asked(region or settings.region, account or settings.account_id, id, None, search, place_of(before), limit)


AskedOfRegion = Annotated[Asked, Depends(asked_of_region)]


def instants_of(row: Placement | MatchmakingTicket) -> State:
    """Its instants as the control API writes them, where AWS has numbers of seconds, and until when it waits."""
    end = row.end_time
    return {
        "StartTime": format_instant(row.start_time),
        **({"Deadline": format_instant(row.deadline)} if end is None else {"EndTime": format_instant(end)}),
    }


def place_in_order(session: game_session.GameSession | PlayerSession) -> tuple[int, int]:
    return session.creation_time, session.key


def next_of(page: Sequence[tuple[int, int]], limit: int) -> str | None:
    """Where the next page begins, of the places of this one; None where this one is not full."""
    return f"{page[-1][0]}.{page[-1][1]}" if len(page) == limit else None


def game_session_shown(seen: SeenGameSession, store: Store, now: int) -> State:
    from emulator.operations.shared.showing import show_game_session

    session = game_session.settled(seen.game_session, now)
    fleet = store.fleets.by_key(session.fleet_key)
    shown = shape_shown(show_game_session(session, seen.held, fleet))
    return {**shown, "ReservedPlayerSessionCount": seen.reserved, **instants(session)}


def player_session_shown(seen: SeenPlayerSession, now: int) -> State:
    from emulator.operations.shared.showing import show_player_session

    stored, host = seen
    session = settled(stored, now)
    shown = shape_shown(show_player_session(stored, host, now))
    return {**shown, **instants(session), "Deadline": format_instant(session.deadline)}


def instants(session: game_session.GameSession | PlayerSession) -> State:
    """Begin and end as the control API writes instants, where AWS has numbers of seconds."""
    end = session.termination_time
    return {
        "CreationTime": format_instant(session.creation_time),
        **({} if end is None else {"TerminationTime": format_instant(end)}),
    }
