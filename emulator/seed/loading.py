"""Documents into the database: planned whole, then written, in one transaction."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from emulator.domain.arn import parse_game_session_arn
from emulator.domain.clock import wall_clock
from emulator.domain.game_session import GameSession
from emulator.hosting.ready_made import FLEET_ID, make_ready
from emulator.seed.aliases import Aliases
from emulator.seed.computes import Computes
from emulator.seed.document import LISTS, SeedEntry
from emulator.seed.fleets import Fleets
from emulator.seed.game_sessions import GameSessions
from emulator.seed.locations import Locations
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.player_sessions import PlayerSessions
from emulator.seed.progress import Progress
from emulator.seed.queues import Queues
from emulator.seed.reading import Source
from emulator.settings import Settings
from emulator.store.records import Record
from emulator.store.store import Store

log = logging.getLogger(__name__)

BATCH = 5_000
NAMED = 10  # ids that the warning names
LESSER_LISTS = ("Locations", "Computes", "Aliases", "GameSessionQueues")


class Planner(Protocol):
    """What plans the entries of one list."""

    def plan(self, place: Place, entry: Any) -> None: ...  # noqa: ANN401 - each takes the entries of its list


class Report(Struct, frozen=True, rename="pascal"):
    """What a load did, by list of the document."""

    added: dict[str, int]
    unchanged: dict[str, int]
    """Entries whose ids were there already, their rows as the document has them."""
    different: dict[str, list[str]]
    """The ids that were there already, their rows different from the document; they stay as they are."""


def steps(sources: Iterable[Source]) -> int:
    """How much work a load is: each entry is planned, and then written."""
    return 2 * sum(len(getattr(source.document, name)) for source in sources for name in LISTS.values())


def load(
    sources: Sequence[Source],
    store: Store,
    settings: Settings,
    progress: Progress = lambda _: None,
    *,
    exact: bool = False,
) -> Report:
    """What was loaded, once the transaction is committed: all documents. `exact`: they are a state that comes back.

    Raises: SeedError, before anything is written.
    """
    if not exact:
        open_regions(sources, store, settings)
    planning = Planning(store, settings, store.shared().clock.now(wall_clock()), exact=exact)
    planned_in_order = planners_for(planning)
    locations, fleets, computes, aliases, queues, game_sessions, player_sessions = planned_in_order
    planners: tuple[Planner, ...] = planned_in_order
    for name, planner in zip(LISTS, planners, strict=True):
        for place, entry in each(sources, name, progress):
            planner.plan(place, entry)
    hosts = [begun_before_its_players(planned, player_sessions.earliest) for planned in game_sessions.planned]
    writer = Writer(store, progress)
    writer.write("Locations", locations.planned, lambda row: row.location_name)
    writer.write("Fleets", fleets.planned, lambda row: row.fleet_id)
    locations.write_implied(store)
    writer.write("Computes", computes.planned, lambda row: row.compute_name)
    writer.write("Aliases", aliases.planned, lambda row: row.alias_id)
    writer.write("GameSessionQueues", queues.planned, lambda row: row.name)
    for planned in hosts:
        if planned.stored is None:
            store.game_sessions.forget(planned.row.game_session_id, planned.row.fleet_key, planning.now)
    writer.write("GameSessions", hosts, lambda row: row.game_session_id)
    writer.write("PlayerSessions", player_sessions.planned, lambda row: row.player_session_id)
    log_report(writer.report)
    return writer.report


def planners_for(
    planning: Planning,
) -> tuple[Locations, Fleets, Computes, Aliases, Queues, GameSessions, PlayerSessions]:
    """One for each list of a document, in the order of LISTS: what an entry names is planned before it."""
    locations = Locations(planning)
    fleets = Fleets(planning, locations)
    game_sessions = GameSessions(planning, fleets, locations)
    return (
        locations,
        fleets,
        Computes(planning, fleets, locations),
        Aliases(planning),
        Queues(planning),
        game_sessions,
        PlayerSessions(planning, game_sessions),
    )


def open_regions(sources: Iterable[Source], store: Store, settings: Settings) -> None:
    """Gives their ready-made world to the regions whose ready-made fleet the documents speak of."""
    places: list[tuple[str | None, str | None]] = []
    for _, document in sources:
        places += [(each.region, each.account_id) for each in document.computes if each.fleet_id == FLEET_ID]
        for session in document.game_sessions:
            if session.fleet_id == FLEET_ID:
                named = parse_game_session_arn(session.game_session_id)
                places.append((named and named.region, session.account_id))
    for region, account in {(each or settings.region, of or settings.account_id) for each, of in places}:
        make_ready(store, region, account)


def each(sources: Iterable[Source], name: str, progress: Progress) -> Iterator[tuple[Place, Any]]:
    """The entries of one list of all documents, with their places."""
    for file, document in sources:
        entries: list[SeedEntry] = getattr(document, LISTS[name])
        for position, entry in enumerate(entries):
            yield Place(file, name, position), entry
            if position % BATCH == BATCH - 1:
                progress(BATCH)
        progress(len(entries) % BATCH)


def begun_before_its_players(planned: Planned[GameSession], earliest: dict[int, int]) -> Planned[GameSession]:
    """The game session, begun no later than its first player session."""
    row = planned.row
    return planned._replace(row=replace(row, creation_time=earliest.get(row.key, row.creation_time)))


class Writer:
    """Writes what was planned, list by list."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self.report = Report({}, {}, {})
        self._store = store
        self._progress = progress

    def write(self, name: str, planned: list[Planned[Record]], id_of: Callable[[Record], str]) -> None:
        """Writes the new rows of a list. Notes what became of all of them; a lesser list without any is not told of."""
        for start in range(0, len(planned), BATCH):
            batch = planned[start : start + BATCH]
            self._store.add([each.row for each in batch if each.stored is None])
            self._progress(len(batch))
        if not planned and name in LESSER_LISTS:
            return
        report = self.report
        report.added[name] = sum(each.stored is None for each in planned)
        report.different[name] = [id_of(each.row) for each in planned if each.differs]
        report.unchanged[name] = len(planned) - report.added[name] - len(report.different[name])


def log_report(report: Report) -> None:
    """Says in the log what was loaded, and warns of what was left as it is."""
    log.info("seed: added %s", ", ".join(f"{count} {name}" for name, count in report.added.items()))
    different = [identifier for identifiers in report.different.values() for identifier in identifiers]
    if different:
        more = f" and {len(different) - NAMED} more" if len(different) > NAMED else ""
        log.warning(
            "seed: rows that differ from the document stay as they are: %s%s",
            ", ".join(different[:NAMED]),
            more,
        )
