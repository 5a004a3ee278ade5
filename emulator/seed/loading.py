"""Documents into the database: planned whole, then written, in one transaction."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from emulator.domain.clock import wall_clock
from emulator.seed.document import Document
from emulator.seed.fleets import Fleets
from emulator.seed.game_sessions import GameSessions
from emulator.seed.planning import Place, Planned, Planning, Row
from emulator.seed.player_sessions import PlayerSessions
from emulator.seed.reading import Source
from emulator.settings import Settings
from emulator.store.seeding import GameSessionRow, SeedStore
from emulator.store.store import Store

log = logging.getLogger(__name__)

BATCH = 5_000
NAMED = 10  # ids that the warning names
Entry = TypeVar("Entry")

Progress = Callable[[int], object]
"""Told, now and then, how many more of the `steps` of a load are done."""


class Report(Struct, frozen=True, rename="pascal"):
    """What a load did, by list of the document."""

    added: dict[str, int]
    unchanged: dict[str, int]
    """Entries whose ids were there already, their rows as the document has them."""
    different: dict[str, list[str]]
    """The ids that were there already, their rows different from the document; they stay as they are."""


def steps(sources: Iterable[Source]) -> int:
    """How much work a load is: each entry is planned, and then written."""
    return 2 * sum(
        len(document.fleets) + len(document.game_sessions) + len(document.player_sessions) for _, document in sources
    )


def load(
    sources: Sequence[Source],
    transaction: Store,
    settings: Settings,
    progress: Progress = lambda _: None,
    *,
    exact: bool = False,
) -> Report:
    """What was loaded, once the transaction is committed: all documents. `exact`: they are a state that comes back.

    Raises: SeedError, before anything is written.
    """
    store = SeedStore(transaction.cursor)
    planning = Planning(store, settings, transaction.shared().clock.now(wall_clock()), exact=exact)
    fleets = Fleets(planning)
    for fleet in each(sources, "Fleets", lambda document: document.fleets, progress):
        fleets.plan(*fleet)
    game_sessions = GameSessions(planning, fleets)
    for game_session in each(sources, "GameSessions", lambda document: document.game_sessions, progress):
        game_sessions.plan(*game_session)
    player_sessions = PlayerSessions(planning, game_sessions)
    for player_session in each(sources, "PlayerSessions", lambda document: document.player_sessions, progress):
        player_sessions.plan(*player_session)
    hosts = [begun(planned, player_sessions.earliest) for planned in game_sessions.planned]
    write(fleets.planned, store, progress)
    for planned in hosts:
        if planned.stored is None:
            store.forget(planned.row, planning.now)
    write(hosts, store, progress)
    write(player_sessions.planned, store, progress)
    report = Report({}, {}, {})
    tell(report, "Fleets", fleets.planned, lambda row: row.fleet_id)
    tell(report, "GameSessions", hosts, lambda row: row.game_session_id)
    tell(report, "PlayerSessions", player_sessions.planned, lambda row: row.player_session_id)
    log.info("seed: added %s", ", ".join(f"{count} {name}" for name, count in report.added.items()))
    warn(report)
    return report


def each(
    sources: Iterable[Source], name: str, entries: Callable[[Document], list[Entry]], progress: Progress
) -> Iterator[tuple[Place, Entry]]:
    """The entries of one list of all documents, with their places."""
    for file, document in sources:
        for position, entry in enumerate(entries(document)):
            yield Place(file, name, position), entry
            if position % BATCH == BATCH - 1:
                progress(BATCH)
        progress(len(entries(document)) % BATCH)


def begun(planned: Planned[GameSessionRow], earliest: dict[int, int]) -> Planned[GameSessionRow]:
    """The game session, begun no later than its first player session."""
    row = planned.row
    return planned._replace(row=replace(row, creation_time=earliest.get(row.key, row.creation_time)))


def write(planned: list[Planned[Row]], store: SeedStore, progress: Progress) -> None:
    for start in range(0, len(planned), BATCH):
        batch = planned[start : start + BATCH]
        store.insert([each.row for each in batch if each.stored is None])
        progress(len(batch))


def tell(report: Report, name: str, planned: list[Planned[Row]], id_of: Callable[[Row], str]) -> None:
    """Notes what became of the entries of one list."""
    report.added[name] = sum(each.stored is None for each in planned)
    report.different[name] = [id_of(each.row) for each in planned if each.differs]
    report.unchanged[name] = len(planned) - report.added[name] - len(report.different[name])


def warn(report: Report) -> None:
    different = [identifier for identifiers in report.different.values() for identifier in identifiers]
    if different:
        more = f" and {len(different) - NAMED} more" if len(different) > NAMED else ""
        log.warning(
            "seed: rows that differ from the document stay as they are: %s%s",
            ", ".join(different[:NAMED]),
            more,
        )
