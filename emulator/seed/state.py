"""The whole state of an emulator as one document: a seed document with the clock, exact where a seed may be vague."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from emulator.domain.alias import Alias
from emulator.domain.build import Build
from emulator.domain.clock import OUT_OF_RANGE, SECOND, Clock, format_instant, parse_instant, wall_clock
from emulator.domain.fleet import Compute, Fleet, FleetEvent, Location
from emulator.domain.game_session import GameSession
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.domain.matchmaking_ticket import MatchmakingTicket
from emulator.domain.placement import Placement
from emulator.domain.player_session import PlayerSession
from emulator.domain.queue import GameSessionQueue
from emulator.domain.region import AccountId, Region
from emulator.domain.resource import Resource
from emulator.domain.script import Script
from emulator.seed import (
    aliases,
    builds,
    computes,
    document,
    fleet_events,
    fleets,
    game_sessions,
    locations,
    matchmaking_configurations,
    matchmaking_tickets,
    placements,
    player_sessions,
    queues,
    rule_sets,
    scripts,
)
from emulator.seed.entry import ResourceEntry, SeedEntry
from emulator.seed.errors import SeedError
from emulator.seed.loading import Report, load
from emulator.seed.progress import Progress
from emulator.seed.reading import Source, parse
from emulator.seed.resources import TaggedEntries
from emulator.settings import Settings
from emulator.store.store import Store

FORMAT = 3
"""The version of the document that this program writes. It reads this one and all older ones."""


RESOURCES: Sequence[tuple[str, type[Resource], Callable[..., ResourceEntry]]] = (
    ("Aliases", Alias, aliases.alias_entry),
    ("Builds", Build, builds.build_entry),
    ("Scripts", Script, scripts.script_entry),
    ("GameSessionQueues", GameSessionQueue, queues.queue_entry),
    ("MatchmakingRuleSets", MatchmakingRuleSet, rule_sets.rule_set_entry),
    ("MatchmakingConfigurations", MatchmakingConfiguration, matchmaking_configurations.configuration_entry),
)
"""The lists that stand between computes and game sessions: their names, their rows, and what makes entries of these."""


class StoredClock(SeedEntry, frozen=True):
    """A clock that stands still at an instant, or runs so many seconds ahead of the system's."""

    frozen_at: str | None = None
    offset: float | None = None


class OpenedRegion(SeedEntry, frozen=True):
    """A region of an account that has been given its ready-made world."""

    region: Region
    account_id: AccountId


Format = Annotated[int, Meta(ge=1)]


class Versioned(Struct, rename="pascal"):
    """What all states say, those of newer programs too."""

    format: Format


class State(document.Document, frozen=True, kw_only=True):
    """A seed document that says everything."""

    format: Format
    clock: StoredClock
    opened_regions: list[OpenedRegion] = field(default_factory=list)


def read_state(text: bytes, file: str) -> State:
    """The state in `text`.

    Raises: SeedError, also for the document of a newer program.
    """
    told = parse(text, file, Versioned).format
    if told > FORMAT:  # which may hold what is not known here
        raise SeedError(file, "Format", f"it is {told}, and this version reads up to {FORMAT}: use a newer one")
    return parse(text, file, State)


def clock_of(state: State, file: str, wall: int) -> Clock:
    """The clock that a state describes, when the machine's shows `wall`. Raises: SeedError."""
    if (state.clock.frozen_at is None) == (state.clock.offset is None):
        raise SeedError(file, "Clock", "it has either FrozenAt or Offset")
    if state.clock.offset is not None:
        try:
            return Clock.ahead(round(state.clock.offset * SECOND), wall)
        except (ValueError, OverflowError):
            raise SeedError(file, "Clock.Offset", OUT_OF_RANGE) from None
    assert state.clock.frozen_at is not None
    try:
        return Clock(frozen_at=parse_instant(state.clock.frozen_at))
    except ValueError as error:
        raise SeedError(file, "Clock.FrozenAt", str(error)) from None


def replace_world(
    state: State, file: str, store: Store, settings: Settings, token_key: bytes, progress: Progress = lambda _: None
) -> Report:
    """What was loaded, once the transaction is committed: the world and the clock of `state`, in place of what was.

    Raises: SeedError.
    """
    wall = wall_clock()
    clock = clock_of(state, file, wall)
    store.begin_world(token_key, clock, wall)
    for region, account in {(each.region, each.account_id) for each in state.opened_regions}:
        store.mark_region_ready(region, account)
    return load([Source(file, state)], store, settings, progress, exact=True)


def write_state(store: Store) -> Iterator[bytes]:
    """The state of the emulator, in pieces; each row is a line of JSON."""
    clock = store.shared().clock
    standing = None if clock.frozen_at is None else format_instant(clock.frozen_at)
    shown = StoredClock(frozen_at=standing, offset=None if clock.frozen else clock.offset / SECOND)
    yield b'{\n"Format": %d,\n"Clock": %b' % (FORMAT, msgspec.json.encode(shown))
    yield from json_list("OpenedRegions", [OpenedRegion(*each) for each in store.opened_regions()])
    tagged = TaggedEntries(store)
    yield from json_list("Locations", tagged.of((row, locations.location_entry(row)) for row in store.each(Location)))
    homes = {row.key: row for row in store.each(Fleet)}
    entries = [(row, fleets.fleet_entry(row, store.fleets.location_rows(row.key))) for row in homes.values()]
    yield from json_list("Fleets", tagged.of(entries))
    yield from json_list(
        "FleetEvents", (fleet_events.fleet_event_entry(row, homes[row.fleet_key]) for row in store.each(FleetEvent))
    )
    yield from json_list("Computes", (computes.compute_entry(row, homes[row.fleet_key]) for row in store.each(Compute)))
    for name, kind, entry in RESOURCES:
        yield from json_list(name, tagged.of((row, entry(row)) for row in store.each(kind)))
    hosts: dict[int, tuple[str, str]] = {}

    def game_session(row: GameSession) -> document.GameSession:
        hosts[row.key] = (row.game_session_id, homes[row.fleet_key].account)
        return game_sessions.game_session_entry(row, homes[row.fleet_key])

    yield from json_list("GameSessions", map(game_session, store.each(GameSession)))
    yield from json_list(
        "PlayerSessions",
        (player_sessions.player_session_entry(row, *hosts[row.game_session_key]) for row in store.each(PlayerSession)),
    )
    yield from json_list("GameSessionPlacements", map(placements.placement_entry, store.each(Placement)))
    yield from json_list("MatchmakingTickets", map(matchmaking_tickets.ticket_entry, store.each(MatchmakingTicket)))
    yield b"\n}\n"


def json_list(name: str, entries: Iterable[SeedEntry]) -> Iterator[bytes]:
    yield b',\n"%b": [' % name.encode()
    separator = b"\n  "
    for entry in entries:
        yield separator + msgspec.json.encode(entry)
        separator = b",\n  "
    yield b"\n]"
